import { assertAlmostEquals, assertEquals } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { layerNorm, layerNormParameters } from "./layer_norm.ts";

forEachDevice("layerNorm() gives every row mean 0 and variance 1", async () => {
  const parameters = {
    x: randomParameter("x", [3, 8], 4),
    ...layerNormParameters("norm", { size: 8 }),
  };
  const y = await evaluate(
    parameters,
    (weights) => layerNorm(weights.get("x", [3, 8]), weights.within("norm")),
  );
  for (const row of [y.subarray(0, 8), y.subarray(8, 16), y.subarray(16)]) {
    assertAlmostEquals(row.reduce((sum, each) => sum + each, 0), 0, 1e-5);
    assertAlmostEquals(row.reduce((sum, each) => sum + each * each, 0) / 8, 1, 1e-4);
  }
});

forEachDevice("layerNorm() of equal numbers is its bias", async () => {
  const parameters = {
    x: { shape: [1, 3], values: new Float32Array([7, 7, 7]) },
    "norm.weight": { shape: [3], values: new Float32Array([2, 2, 2]) },
    "norm.bias": { shape: [3], values: new Float32Array([1, 2, 3]) },
  };
  const y = await evaluate(
    parameters,
    (weights) => layerNorm(weights.get("x", [1, 3]), weights.within("norm")),
  );
  assertEquals([...y], [1, 2, 3]);
});

forEachDevice("layerNorm() has the gradient of finite differences", async () => {
  const parameters = {
    x: randomParameter("x", [2, 3, 4]),
    "norm.weight": randomParameter("weight", [4]),
    "norm.bias": randomParameter("bias", [4]),
    target: randomParameter("target", [2, 3, 4]),
  };
  await assertGradient(parameters, (weights) => {
    const y = layerNorm(weights.get("x", [2, 3, 4]), weights.within("norm"));
    return y.sub(weights.get("target", [2, 3, 4])).square().mean();
  });
});
