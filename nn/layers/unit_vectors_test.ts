import { assertEquals } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { unitVectors } from "./unit_vectors.ts";

forEachDevice("unitVectors() have length 1 over the last axis", async () => {
  const x = randomParameter("x", [2, 3, 4], 5);
  const y = await evaluate(
    { x },
    (weights) => unitVectors(weights.get("x", [2, 3, 4])).square().sum(-1),
  );
  assertNear(y, new Array(6).fill(1), 1e-6);
});

forEachDevice("unitVectors() of zeros are zeros, with finite slopes", async () => {
  const x = { shape: [1, 3], values: new Float32Array(3) };
  const { value, gradients } = await differentiate(
    { x },
    (weights) => unitVectors(weights.get("x", [1, 3])).sum(),
  );
  assertEquals(value, 0);
  assertEquals(gradients.x.every(Number.isFinite), true);
});

forEachDevice("unitVectors() have the gradient of finite differences", async () => {
  const x = randomParameter("x", [3, 4]), to = randomParameter("to", [3, 4]);
  await assertGradient(
    { x, to },
    (weights) => unitVectors(weights.get("x", [3, 4])).mul(weights.get("to", [3, 4])).sum(),
  );
});
