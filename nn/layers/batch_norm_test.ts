import { assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { batchNorm, batchNormParameters, batchNormStatistics } from "./batch_norm.ts";
import { updateStatistics } from "./update_statistics.ts";

const x = goldenParameter("x", [3, 2, 4]);
const parameters = {
  x,
  "norm.weight": goldenParameter("norm.weight", [4]),
  "norm.bias": goldenParameter("norm.bias", [4]),
};

forEachDevice("batchNorm() gives PyTorch's values and gradients while training", async () => {
  await assertGoldenLayer(
    parameters,
    golden.batchNorm,
    (weights) => batchNorm(weights.get("x", x.shape), weights.within("norm"), { training: true }),
  );
});

forEachDevice("batchNorm() keeps PyTorch's running statistics, and scores by them", async () => {
  const statistics = batchNormStatistics("norm", { size: 4 });
  const { records } = await differentiate(
    parameters,
    (weights) =>
      batchNorm(weights.get("x", x.shape), weights.within("norm"), { training: true }).sum(),
  );
  updateStatistics(statistics, { records, momentum: 0.1 });
  assertNear(statistics["norm.mean"].values, golden.batchNormRunning.mean, 1e-6);
  assertNear(statistics["norm.variance"].values, golden.batchNormRunning.variance, 1e-6);
  const y = await evaluate(
    { ...parameters, ...statistics },
    (weights) => batchNorm(weights.get("x", x.shape), weights.within("norm"), { training: false }),
  );
  assertNear(y, golden.batchNormRunning.output, 1e-5);
});

for (const training of [true, false]) {
  forEachDevice(`batchNorm() has the right gradient, training ${training}`, async () => {
    const given = {
      x: randomParameter("x", [2, 3, 4]),
      "norm.weight": randomParameter("weight", [4]),
      "norm.bias": randomParameter("bias", [4]),
      target: randomParameter("target", [2, 3, 4]),
      ...training ? {} : {
        "norm.mean": randomParameter("mean", [4]),
        "norm.variance": { shape: [4], values: new Float32Array([1, 2, 3, 4]) },
      },
    };
    await assertGradient(given, (weights) => {
      const y = batchNorm(weights.get("x", [2, 3, 4]), weights.within("norm"), { training });
      return y.sub(weights.get("target", [2, 3, 4])).square().mean();
    });
  });
}

forEachDevice("batchNorm() gives every number of a batch mean 0 and variance 1", async () => {
  const given = { x: randomParameter("x", [50, 2], 7), ...batchNormParameters("n", { size: 2 }) };
  const y = await evaluate(
    given,
    (weights) => batchNorm(weights.get("x", [50, 2]), weights.within("n"), { training: true }),
  );
  for (const column of [0, 1]) {
    const own = [...y].filter((_, i) => i % 2 === column);
    assertAlmostEquals(own.reduce((sum, each) => sum + each, 0) / 50, 0, 1e-5);
    assertAlmostEquals(own.reduce((sum, each) => sum + each * each, 0) / 50, 1, 1e-4);
  }
});

forEachDevice(
  "batchNorm() refuses to train on one row, or to score without statistics",
  async () => {
    const given = { x: randomParameter("x", [1, 2]), ...batchNormParameters("n", { size: 2 }) };
    const compute = (training: boolean) => () =>
      evaluate(
        given,
        (weights) => batchNorm(weights.get("x", [1, 2]), weights.within("n"), { training }),
      );
    await assertRejects(
      compute(true),
      RangeError,
      "Cannot train a batch norm on a tensor of shape [1,2]: one row, expected two or more",
    );
    await assertRejects(
      compute(false),
      TypeError,
      'Cannot use tensor "n.mean": there is none, expected shape [2]',
    );
  },
);

Deno.test("updateStatistics() changes nothing without a record of the right size", () => {
  const statistics = batchNormStatistics("n", { size: 2 });
  const records = { "n.mean": new Float32Array([1, 1]) };
  assertThrows(
    () => updateStatistics(statistics, { records, momentum: 0.5 }),
    TypeError,
    'Cannot update the statistic "n.variance": a record of 0 numbers, expected 2',
  );
  assertEquals([...statistics["n.mean"].values], [0, 0]);
});
