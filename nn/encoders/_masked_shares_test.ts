import { evaluate } from "../evaluate.ts";
import { tf } from "../_tf.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { maskedShares } from "./_masked_shares.ts";

forEachDevice("maskedShares() are of what is there, and nothing of nothing", async () => {
  const logits = { shape: [2, 3], values: Float32Array.of(0, 50, Math.log(3), 1, 2, 3) };
  const mask = Float32Array.of(1, 0, 1, 0, 0, 0);
  const given = await evaluate(
    { logits },
    (weights) => maskedShares(weights.get("logits", [2, 3]), tf.tensor2d(mask, [2, 3])),
  );
  assertNear(given, [0.25, 0, 0.75, 0, 0, 0], 1e-6);
});
