import { assertEquals, assertRejects } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import type { Weights } from "../parameters/weights.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { stopGradient } from "./stop_gradient.ts";
import { withoutGradient } from "./without_gradient.ts";

const inputs = {
  x: { shape: [3], values: Float32Array.of(1, 2, 3) },
  y: { shape: [3], values: Float32Array.of(4, 5, 6) },
};

forEachDevice("withoutGradient() gives what stopGradient() gives", async () => {
  const [plain, without] = await Promise.all(
    [
      (compute: () => ReturnType<Weights["get"]>) => stopGradient(compute()),
      withoutGradient,
    ].map((stop) =>
      differentiate(inputs, (weights) => {
        const x = weights.get("x", [3]), y = weights.get("y", [3]);
        return stop(() => x.mul(y).square()).mul(x).add(y).sum();
      })
    ),
  );
  assertEquals(without, plain);
  assertEquals([...without.gradients.x], [16, 100, 324]);
});

forEachDevice("withoutGradient() leaves nothing to differentiate", async () => {
  await assertRejects(
    () =>
      differentiate(inputs, (weights) => {
        const x = weights.get("x", [3]);
        return withoutGradient(() => weights.get("y", [3]).square()).mul(x).sum();
      }),
    TypeError,
    'Cannot differentiate by "y": the loss does not depend on it',
  );
});
