import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertGoldenLayer } from "../testing/assert_golden_layer.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { gelu } from "./gelu.ts";

forEachDevice("gelu() gives PyTorch's values and gradient", async () => {
  const x = goldenParameter("x", [3, 4]);
  await assertGoldenLayer({ x }, golden.gelu, (weights) => gelu(weights.get("x", [3, 4])));
});

forEachDevice("gelu() has the gradient of finite differences", async () => {
  const x = randomParameter("x", [3, 4], 2);
  await assertGradient({ x }, (weights) => gelu(weights.get("x", [3, 4])).mean());
});

forEachDevice("gelu() and its gradient are x · Φ(x) and Φ(x) + x · φ(x)", async () => {
  const values = Float32Array.from({ length: 121 }, (_, i) => (i - 60) / 10);
  const density = (x: number) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  /** Simpson's rule, 0.01 a step: right to 1e-10. */
  const below = (x: number): number => {
    let sum = density(0) - density(x);
    for (let i = 1, width = x / 600; i <= 600; i++) {
      sum += 4 * density((i - 0.5) * width) + 2 * density(i * width);
    }
    return 0.5 + sum * x / 3600;
  };
  const x = { shape: [values.length], values };
  const y = await evaluate({ x }, (weights) => gelu(weights.get("x", [values.length])));
  assertNear(y, [...values].map((each) => each * below(each)), 1e-6);
  const { gradients } = await differentiate(
    { x },
    (weights) => gelu(weights.get("x", [values.length])).sum(),
  );
  assertNear(gradients.x, [...values].map((each) => below(each) + each * density(each)), 1e-6);
});

forEachDevice("gelu() is x or 0 far from 0", async () => {
  const x = { shape: [3], values: new Float32Array([-1000, 0, 1000]) };
  assertNear(await evaluate({ x }, (weights) => gelu(weights.get("x", [3]))), [0, 0, 1000], 0);
});
