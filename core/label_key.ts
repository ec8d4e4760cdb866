import { createHash } from "node:crypto";

/**
 * Four 32-bit words that name (seed, labels): the first 16 bytes, little endian, of the SHA-256 of
 * the JSON array `[seed, ...labels]`. Labels are plain strings and finite numbers, so that plain JSON
 * is already canonical here.
 *
 * @example
 * ```ts
 * import { labelKey } from "./label_key.ts";
 * if (labelKey(1, "a").join() === labelKey(1, "b").join()) throw new Error("not a key");
 * ```
 */
export function labelKey(
  seed: number,
  ...labels: readonly (string | number)[]
): [number, number, number, number] {
  const digest = createHash("sha256").update(JSON.stringify([seed, ...labels])).digest();
  const view = new DataView(digest.buffer, digest.byteOffset);
  return [0, 4, 8, 12].map((at) => view.getUint32(at, true)) as [number, number, number, number];
}
