import { loadLanes, storeLanes } from "./lanes";

/** The high words of the products of 32-bit words. */
@inline
function highWords(a: v128, factor: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, factor), high = i64x2.extmul_high_i32x4_u(a, factor);
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

@inline
function dropEight(x: usize, y: usize, words: v128, least: v128, kept: v128, count: i32): void {
  if (count <= 0) return;
  // Halves of words as 16-bit lanes, in the order of the numbers that they decide on.
  const keep = i16x8.ge_u(words, least);
  const first = f32x4.mul(loadLanes(x, count), kept);
  storeLanes(y, v128.and(first, i32x4.extend_low_i16x8_s(keep)), count);
  if (count <= 4) return;
  const second = f32x4.mul(loadLanes(x + 16, count - 4), kept);
  storeLanes(y + 16, v128.and(second, i32x4.extend_high_i16x8_s(keep)), count - 4);
}

/**
 * Drops numbers and scales the others, by the words of Philox4x32-10 (see `core/philox.ts`): four
 * blocks at a time, a lane each, and eight numbers per block.
 *
 * @param dropped numbers whose 16-bit half is below are dropped; `kept`: factor of the others
 * @param c0 first counter, low word, and c1, its high word; c2 and c3, k0 and k1 stay
 */
export function dropout(
  x: usize,
  y: usize,
  count: i32,
  dropped: i32,
  kept: f32,
  c0: u32,
  c1: u32,
  c2: u32,
  c3: u32,
  k0: u32,
  k1: u32,
): void {
  const least = i16x8.splat(<i16> dropped), factor = f32x4.splat(kept);
  const first = i32x4.splat(0xd2511f53), second = i32x4.splat(0xcd9e8d57);
  let counter = <u64> c1 << 32 | <u64> c0;
  for (; count > 0; count -= 32, x += 128, y += 128, counter += 4) {
    let a = i32x4.add(i32x4.splat(<u32> counter), i32x4(0, 1, 2, 3));
    let b = i32x4.splat(<u32> (counter >> 32));
    b = i32x4.sub(b, i32x4.lt_u(a, i32x4.splat(<u32> counter)));
    let c = i32x4.splat(c2), d = i32x4.splat(c3), k = k0, l = k1;
    for (let round = 0; round < 10; round++, k += 0x9e3779b9, l += 0xbb67ae85) {
      const highA = highWords(a, first), lowA = i32x4.mul(a, first);
      const highC = highWords(c, second), lowC = i32x4.mul(c, second);
      a = v128.xor(v128.xor(highC, b), i32x4.splat(k));
      c = v128.xor(v128.xor(highA, d), i32x4.splat(l));
      b = lowC, d = lowA;
    }
    const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5), abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5), cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    dropEight(x, y, v128.shuffle<i64>(abLow, cdLow, 0, 2), least, factor, count);
    dropEight(x + 32, y + 32, v128.shuffle<i64>(abLow, cdLow, 1, 3), least, factor, count - 8);
    dropEight(x + 64, y + 64, v128.shuffle<i64>(abHigh, cdHigh, 0, 2), least, factor, count - 16);
    dropEight(x + 96, y + 96, v128.shuffle<i64>(abHigh, cdHigh, 1, 3), least, factor, count - 24);
  }
}
