import golden from "../../tests/goldens/layers.json" with { type: "json" };
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

forEachDevice("gelu() is x or 0 far from 0", async () => {
  const x = { shape: [3], values: new Float32Array([-1000, 0, 1000]) };
  assertNear(await evaluate({ x }, (weights) => gelu(weights.get("x", [3]))), [0, 0, 1000], 0);
});
