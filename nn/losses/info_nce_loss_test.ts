import { assertAlmostEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { unitVectors } from "../layers/unit_vectors.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { infoNceLoss } from "./info_nce_loss.ts";

const random = {
  queries: randomParameter("queries", [4, 3]),
  keys: randomParameter("keys", [4, 3]),
};

function lossOf(options: { temperature: number; same?: number[] }): (weights: Weights) => Tensor {
  return (weights) =>
    infoNceLoss(weights.get("queries", [-1, -1]), {
      keys: weights.get("keys", [-1, -1]),
      ...options,
    });
}

forEachDevice("infoNceLoss() of cosines gives PyTorch's value and gradients", async () => {
  const { value, gradients } = await differentiate({
    queries: goldenParameter("queries", [5, 8]),
    keys: goldenParameter("keys", [5, 8]),
  }, (weights) => {
    const queries = unitVectors(weights.get("queries", [5, 8]));
    const keys = unitVectors(weights.get("keys", [5, 8]));
    return infoNceLoss(queries, { keys, temperature: 0.2, same: [7, 1, 7, 2, 3] });
  });
  assertNear([value], [golden.infoNce.value], 1e-5);
  assertNear(gradients.queries, golden.infoNce.gradients.queries, 1e-5);
  assertNear(gradients.keys, golden.infoNce.gradients.keys, 1e-5);
});

forEachDevice("infoNceLoss() has the gradient of finite differences", async () => {
  await assertGradient(random, lossOf({ temperature: 0.5 }));
  await assertGradient(random, lossOf({ temperature: 2, same: [1, 2, 1, 3] }));
});

forEachDevice("infoNceLoss() of rows that are all the same is 0", async () => {
  const [loss] = await evaluate(random, lossOf({ temperature: 1, same: [5, 5, 5, 5] }));
  assertAlmostEquals(loss, 0, 1e-6);
});

forEachDevice("infoNceLoss() refuses what does not fit", async () => {
  await assertRejects(
    () => evaluate(random, lossOf({ temperature: 0 })),
    RangeError,
    "Cannot divide by a temperature of 0: expected one above 0",
  );
  await assertRejects(
    () => evaluate({ ...random, keys: randomParameter("k", [3, 3]) }, lossOf({ temperature: 1 })),
    TypeError,
    "Cannot contrast queries of shape [4,3] with keys of shape [3,3]: expected [n,size] twice",
  );
  await assertRejects(
    () => evaluate(random, lossOf({ temperature: 1, same: [1] })),
    TypeError,
    "Cannot tell which of 4 queries are the same by 1 numbers: expected one per query",
  );
});
