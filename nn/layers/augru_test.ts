import { assertEquals, assertRejects } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { evaluate } from "../evaluate.ts";
import type { Weights } from "../parameters/weights.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { goldenParameters } from "../testing/golden_parameters.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Tensor } from "../tensor.ts";
import { augru } from "./augru.ts";
import { gru, gruParameters } from "./gru.ts";

const made = gruParameters("g", { inputs: 3, size: 4, seed: 1 });

function recur(weights: Weights, present?: Uint8Array): Tensor {
  const attention = weights.get("attention", [2, -1]), x = weights.get("x", [2, -1, 3]);
  return augru(x, weights.within("g"), { attention, ...present && { present } });
}

forEachDevice("augru() gives the states and gradients that PyTorch works out", async () => {
  const x = goldenParameter("x", [2, 5, 3]), attention = goldenParameter("attention", [2, 5]);
  const parameters = { x, attention, ...goldenParameters(made) };
  await assertGoldenLayer(parameters, golden.augru, (weights) => recur(weights));
});

forEachDevice("augru() has the gradient of finite differences, with padding", async () => {
  const x = randomParameter("x", [2, 4, 3]), attention = randomParameter("attention", [2, 4]);
  const present = Uint8Array.of(1, 1, 1, 0, 0, 1, 1, 0);
  await assertGradient(
    { x, attention, ...made },
    (weights) => recur(weights, present).sub(1).square().mean(),
  );
});

forEachDevice("augru() with an attention of 1 everywhere is gru()", async () => {
  const x = randomParameter("x", [2, 5, 3]);
  const attention = { shape: [2, 5], values: new Float32Array(10).fill(1) };
  const plain = await evaluate(
    { x, ...made },
    (weights) => gru(weights.get("x", [2, 5, 3]), weights.within("g")),
  );
  assertEquals(await evaluate({ x, attention, ...made }, (weights) => recur(weights)), plain);
});

forEachDevice("augru() stays where there is no attention, or nothing to attend to", async () => {
  const x = randomParameter("x", [2, 3, 3]);
  const attention = { shape: [2, 3], values: new Float32Array([0, 0.5, 0, 1, 1, 1]) };
  const states = await evaluate(
    { x, attention, ...made },
    (weights) => recur(weights, Uint8Array.of(1, 1, 1, 0, 1, 0)),
  );
  const at = (
    row: number,
    t: number,
  ) => [...states.subarray(row * 12 + t * 4, row * 12 + t * 4 + 4)];
  assertEquals([at(0, 0), at(1, 0)], [[0, 0, 0, 0], [0, 0, 0, 0]]);
  assertEquals([at(0, 2), at(1, 2)], [at(0, 1), at(1, 1)]);
  assertEquals(at(0, 1)[0] === 0, false);
});

forEachDevice("augru() refuses attention of another shape", async () => {
  const x = randomParameter("x", [2, 3, 3]), attention = randomParameter("attention", [2, 4]);
  await assertRejects(
    () => evaluate({ x, attention, ...made }, (weights) => recur(weights)),
    TypeError,
    "Cannot use attention of shape [2,4]: expected [2,3]",
  );
});
