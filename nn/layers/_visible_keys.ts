import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";

/**
 * What attention may see, as ones and zeros that broadcast to `batch · heads × length × keys`;
 * undefined if it may see all.
 *
 * @param options `causal`: position t sees keys up to t only; `present`: 1 for a key that is there
 */
export function visibleKeys(
  options: {
    batch: number;
    heads: number;
    length: number;
    keys: number;
    causal: boolean;
    present: Uint8Array | undefined;
  },
): Tensor | undefined {
  const { batch, heads, length, keys, causal, present } = options;
  if (!causal && present === undefined) return undefined;
  const sequences = present === undefined ? 1 : batch * heads, rows = causal ? length : 1;
  const visible = new Float32Array(sequences * rows * keys);
  for (let at = 0, sequence = 0; sequence < sequences; sequence++) {
    const first = Math.floor(sequence / heads) * keys;
    for (let row = 0; row < rows; row++) {
      for (let key = 0; key < keys; key++, at++) {
        if (causal && key > row) continue;
        if (present === undefined || present[first + key]) visible[at] = 1;
      }
    }
  }
  return tf.tensor3d(visible, [sequences, rows, keys]);
}
