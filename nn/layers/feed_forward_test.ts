import { assertEquals } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { feedForward, feedForwardParameters } from "./feed_forward.ts";

forEachDevice("feedForward() is linear, ReLU, linear", async () => {
  const y = await evaluate({
    x: { shape: [2, 1], values: new Float32Array([3, -3]) },
    "f.inner.weight": { shape: [1, 2], values: new Float32Array([1, -2]) },
    "f.inner.bias": { shape: [2], values: new Float32Array([1, 0]) },
    "f.outer.weight": { shape: [2, 1], values: new Float32Array([1, 10]) },
    "f.outer.bias": { shape: [1], values: new Float32Array([0.5]) },
  }, (weights) => feedForward(weights.get("x", [2, 1]), weights.within("f")));
  assertEquals([...y], [4.5, 60.5]);
});

forEachDevice("feedForward() has the gradient of finite differences", async () => {
  const parameters = {
    x: randomParameter("x", [2, 3, 4]),
    ...feedForwardParameters("f", { size: 4, innerSize: 6, seed: 2 }),
  };
  await assertGradient(
    parameters,
    (weights) => feedForward(weights.get("x", [2, 3, 4]), weights.within("f")).square().mean(),
  );
});
