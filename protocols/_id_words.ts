import type { labelKey } from "../core/label_key.ts";
import { philox4x32 } from "../core/philox.ts";

/**
 * Two 32-bit words per text, row-major: a keyed hash of its UTF-8 bytes, absorbed 16 at a time by
 * Philox4x32-10, the length in the last block. SHA-256 of each of half a million ids would cost more
 * than all the rest of a freeze; these words need to be well mixed, not to resist an attacker.
 */
export function idWords(texts: readonly string[], key: ReturnType<typeof labelKey>): Uint32Array {
  const words = new Uint32Array(2 * texts.length);
  const encoder = new TextEncoder(), out = new Uint32Array(4);
  let bytes = new Uint8Array(4096);
  for (let i = 0; i < texts.length; i++) {
    if (texts[i].length * 3 + 16 > bytes.length) bytes = new Uint8Array(texts[i].length * 4 + 16);
    const { written } = encoder.encodeInto(texts[i], bytes);
    const blocks = Math.ceil(written / 16);
    bytes.fill(0, written, blocks * 16);
    const view = new Uint32Array(bytes.buffer, 0, blocks * 4);
    out[0] = 0;
    out[1] = 0;
    out[2] = key[2];
    out[3] = key[3];
    for (let at = 0; at < view.length; at += 4) {
      philox4x32(
        out,
        (out[0] ^ view[at]) >>> 0,
        (out[1] ^ view[at + 1]) >>> 0,
        (out[2] ^ view[at + 2]) >>> 0,
        (out[3] ^ view[at + 3]) >>> 0,
        key[0],
        key[1],
      );
    }
    philox4x32(out, out[0], out[1], (out[2] ^ written) >>> 0, (~out[3]) >>> 0, key[0], key[1]);
    words[2 * i] = out[0];
    words[2 * i + 1] = out[1];
  }
  return words;
}
