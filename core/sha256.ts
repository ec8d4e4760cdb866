import { createHash } from "node:crypto";

/**
 * The SHA-256 of some parts, one after the other, as 64 hexadecimal digits.
 * Text is hashed as UTF-8, a typed array as its bytes (little endian on every machine Deno runs on).
 *
 * @example
 * ```ts
 * import { sha256 } from "./sha256.ts";
 * if (sha256("ab") !== sha256("a", new Uint8Array([98]))) throw new Error("not one stream");
 * ```
 */
export function sha256(...parts: readonly (string | ArrayBufferView)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    if (typeof part === "string") hash.update(part);
    else hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return hash.digest("hex");
}
