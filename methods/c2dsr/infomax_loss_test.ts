import { assertEquals } from "@std/assert";
import { evaluate } from "../../nn/evaluate.ts";
import { assertGradient } from "../../nn/testing/assert_gradient.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { randomParameter } from "../../nn/testing/random_parameter.ts";
import { infomaxLoss, infomaxParameters } from "./_infomax_loss.ts";

const of = (shape: number[], ...values: number[]) => ({ shape, values: Float32Array.from(values) });
const softplus = (x: number) => Math.log1p(Math.exp(x));

forEachDevice("infomaxLoss() tells the real from the corrupted by zᵀ W c + b", async () => {
  const loss = await evaluate({
    own: of([2, 2], 1, 1, 2, 0),
    real: of([2, 2], 1, 0, 0, 3),
    corrupted: of([2, 2], 0, -1, 1, 1),
    // Not symmetric: zᵀ W = (z₁, 3 z₁ + 2 z₂).
    "d.weight": of([2, 2], 1, 3, 0, 2),
    "d.bias": of([1], 0.5),
  }, (weights) =>
    infomaxLoss(weights.get("own", [2, 2]), {
      real: weights.get("real", [2, 2]),
      corrupted: weights.get("corrupted", [2, 2]),
    }, weights.within("d")));
  // zᵀ W: (1, 5) and (2, 6). With the bias: real 1.5 and 18.5, corrupted −4.5 and 8.5.
  const expected = softplus(-1.5) + softplus(-4.5) + softplus(-18.5) + softplus(8.5);
  assertNear(loss, [expected / 2], 1e-5);
});

forEachDevice("infomaxLoss() has slopes for all that it is of", async () => {
  await assertGradient({
    own: randomParameter("own", [3, 2]),
    real: randomParameter("real", [3, 2]),
    corrupted: randomParameter("corrupted", [3, 2]),
    "d.weight": randomParameter("d.weight", [2, 2]),
    "d.bias": of([1], 0.1),
  }, (weights) =>
    infomaxLoss(weights.get("own", [3, 2]), {
      real: weights.get("real", [3, 2]),
      corrupted: weights.get("corrupted", [3, 2]),
    }, weights.within("d")));
}, { devices: ["cpu", "wasm"] });

Deno.test("infomaxParameters() are as wide as 1 / size, and have no bias in the beginning", () => {
  const parameters = infomaxParameters("d", { size: 50, seed: 1 });
  const { values } = parameters["d.weight"];
  const deviation = Math.sqrt(values.reduce((sum, each) => sum + each * each, 0) / values.length);
  assertNear([deviation], [0.02], 0.001);
  assertEquals([...parameters["d.bias"].values], [0]);
});
