import { assertEquals, assertThrows } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { tf } from "../_tf.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { presenceMask } from "./_presence_mask.ts";

forEachDevice("presenceMask() has a number per position, and refuses too few", async () => {
  const mask = await evaluate(
    {},
    () => presenceMask(Uint8Array.of(1, 0, 1, 1), tf.ones([2, 2, 3])),
  );
  assertEquals([...mask], [1, 0, 1, 1]);
  assertThrows(
    () => tf.tidy(() => void presenceMask(new Uint8Array(3), tf.ones([2, 2, 3]))),
    TypeError,
    "Cannot mask a tensor of shape [2,2,3] by 3 numbers: expected 4",
  );
});
