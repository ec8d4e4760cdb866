/**
 * One block of Philox4x32-10, the counter-based generator that every random number of the suite
 * comes from: four 32-bit words as a pure function of a 128-bit counter and a 64-bit key.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), §4.
 *
 * @param out receives the four words
 * @param c0 counter word 0 (c1, c2, c3 likewise)
 * @param k0 key word 0 (k1 likewise)
 *
 * @example
 * ```ts
 * import { philox4x32 } from "./philox.ts";
 * const out = new Uint32Array(4);
 * philox4x32(out, 0, 0, 0, 0, 0, 0);
 * if (out[0] !== 0x6627e8d5) throw new Error("not Philox4x32-10");
 * ```
 */
export function philox4x32(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  for (let round = 0; round < 10; round++) {
    // The 64-bit products, high words from 16-bit halves: exact in doubles.
    const a0 = c0 & 0xffff, a1 = c0 >>> 16;
    const p00 = a0 * 0x1f53, p10 = a1 * 0x1f53, p01 = a0 * 0xd251 + (p00 >>> 16) + (p10 & 0xffff);
    const high0 = a1 * 0xd251 + (p10 >>> 16) + Math.floor(p01 / 65536);
    const low0 = Math.imul(c0, 0xd2511f53);
    const b0 = c2 & 0xffff, b1 = c2 >>> 16;
    const q00 = b0 * 0x8d57, q10 = b1 * 0x8d57, q01 = b0 * 0xcd9e + (q00 >>> 16) + (q10 & 0xffff);
    const high1 = b1 * 0xcd9e + (q10 >>> 16) + Math.floor(q01 / 65536);
    const low1 = Math.imul(c2, 0xcd9e8d57);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
