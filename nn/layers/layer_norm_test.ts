import { assertAlmostEquals, assertEquals } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import type { Weights } from "../parameters/weights.ts";
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

for (const [rows, size] of [[5, 1], [67, 3], [3, 257], [300, 17], [9000, 9]]) {
  forEachDevice(
    `layerNorm() of ${rows} × ${size} numbers and its gradients are right`,
    async () => {
      const x = randomParameter("x", [rows, size], 3),
        slope = randomParameter("slope", [rows, size]);
      const weight = randomParameter("weight", [size]), bias = randomParameter("bias", [size]);
      const parameters = { x, slope, "norm.weight": weight, "norm.bias": bias };
      const y: number[] = [], byX: number[] = [];
      const byWeight = new Array(size).fill(0), byBias = new Array(size).fill(0);
      const mean = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0) / size;
      for (let row = 0; row < rows; row++) {
        const [own, by] = [x, slope].map((
          { values },
        ) => [...values.subarray(row * size, (row + 1) * size)]);
        const centre = mean(own), variance = mean(own.map((each) => (each - centre) ** 2));
        const deviation = Math.sqrt(variance + 1e-5);
        const normal = own.map((each) => (each - centre) / deviation);
        const inner = by.map((each, i) => each * weight.values[i]);
        const shift = mean(inner), along = mean(inner.map((each, i) => each * normal[i]));
        for (let i = 0; i < size; i++) {
          y.push(normal[i] * weight.values[i] + bias.values[i]);
          byX.push((inner[i] - shift - normal[i] * along) / deviation);
          byWeight[i] += by[i] * normal[i];
          byBias[i] += by[i];
        }
      }
      const norm = (weights: Weights) =>
        layerNorm(weights.get("x", [rows, size]), weights.within("norm"));
      assertNear(await evaluate(parameters, norm), y, 1e-5);
      const { gradients } = await differentiate(
        parameters,
        (weights) => norm(weights).mul(weights.get("slope", [rows, size])).sum(),
      );
      assertNear(gradients.x, byX, 2e-5);
      assertNear(gradients["norm.weight"], byWeight, 1e-5);
      assertNear(gradients["norm.bias"], byBias, 1e-5);
    },
  );
}

forEachDevice("layerNorm() of no rows has gradients of 0", async () => {
  const x = { shape: [0, 3], values: new Float32Array(0) };
  const { gradients } = await differentiate(
    { x, one: randomParameter("one", [1, 3]), ...layerNormParameters("norm", { size: 3 }) },
    (weights) =>
      layerNorm(weights.get("x", [0, 3]), weights.within("norm"))
        .concat(weights.get("one", [1, 3])).sum(),
  );
  assertEquals([...gradients["norm.weight"], ...gradients["norm.bias"]], [0, 0, 0, 0, 0, 0]);
});
