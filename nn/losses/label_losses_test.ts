import { assertEquals, assertRejects } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { labelLosses } from "./label_losses.ts";

function lossesOf(logits: number[], labels: number[]): Promise<Float32Array> {
  const given = { logits: { shape: [logits.length], values: Float32Array.from(logits) } };
  return evaluate(
    given,
    (weights) => labelLosses(weights.get("logits", [-1]), Float32Array.from(labels)),
  );
}

forEachDevice("labelLosses() are −log of what a label was given", async () => {
  const chance = 1 / (1 + Math.exp(-1.5));
  const expected = [-Math.log(chance), -Math.log(1 - chance), Math.log(2), Math.log(2)];
  assertNear(await lossesOf([1.5, 1.5, 0, 0], [1, 0, 1, 0]), expected, 1e-5);
});

forEachDevice("labelLosses() stay finite for sure logits", async () => {
  assertEquals([...await lossesOf([200, -200], [0, 1])], [200, 200]);
  assertNear(await lossesOf([200, -200], [1, 0]), [0, 0], 1e-6);
});

forEachDevice("labelLosses() have the gradient of finite differences", async () => {
  await assertGradient(
    { logits: randomParameter("logits", [3]) },
    (weights) =>
      labelLosses(weights.get("logits", [3]), Float32Array.of(0, 1, 1)).mul([1, 2, 3]).sum(),
  );
});

forEachDevice("labelLosses() refuse labels of another number", async () => {
  await assertRejects(
    () => lossesOf([1, 2], [1]),
    TypeError,
    "Cannot compare logits of shape [2] with 1 labels: expected [1]",
  );
});
