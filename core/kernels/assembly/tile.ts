import { madd } from "./madd";

/**
 * Adds up a tile of 4 rows × 8 columns over some terms, in their order. Rows that are not there are
 * given as a row that is: it is then stored more than once.
 *
 * @param a0 address of the first term of the first row; a1 … a3 of the others
 * @param step bytes from a term to the next
 * @param panel packed by `pack`
 * @param c0 where the 8 sums of the first row go; c1 … c3 those of the others
 * @param bias 8 numbers that are added at the end, 0 for none
 * @param flags 1: the sums are added to what stands there; 2: numbers below 0 become 0 (ReLU)
 */
export function tile(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  step: usize,
  panel: usize,
  terms: i32,
  c0: usize,
  c1: usize,
  c2: usize,
  c3: usize,
  bias: usize,
  flags: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  let term = 0;
  for (; term + 2 <= terms; term += 2) {
    let left = v128.load(panel), right = v128.load(panel, 16);
    let a = v128.load_splat<f32>(a0);
    s00 = madd(a, left, s00), s01 = madd(a, right, s01);
    a = v128.load_splat<f32>(a1);
    s10 = madd(a, left, s10), s11 = madd(a, right, s11);
    a = v128.load_splat<f32>(a2);
    s20 = madd(a, left, s20), s21 = madd(a, right, s21);
    a = v128.load_splat<f32>(a3);
    s30 = madd(a, left, s30), s31 = madd(a, right, s31);
    left = v128.load(panel, 32), right = v128.load(panel, 48);
    a = v128.load_splat<f32>(a0 + step);
    s00 = madd(a, left, s00), s01 = madd(a, right, s01);
    a = v128.load_splat<f32>(a1 + step);
    s10 = madd(a, left, s10), s11 = madd(a, right, s11);
    a = v128.load_splat<f32>(a2 + step);
    s20 = madd(a, left, s20), s21 = madd(a, right, s21);
    a = v128.load_splat<f32>(a3 + step);
    s30 = madd(a, left, s30), s31 = madd(a, right, s31);
    a0 += 2 * step, a1 += 2 * step, a2 += 2 * step, a3 += 2 * step, panel += 64;
  }
  if (term < terms) {
    const left = v128.load(panel), right = v128.load(panel, 16);
    let a = v128.load_splat<f32>(a0);
    s00 = madd(a, left, s00), s01 = madd(a, right, s01);
    a = v128.load_splat<f32>(a1);
    s10 = madd(a, left, s10), s11 = madd(a, right, s11);
    a = v128.load_splat<f32>(a2);
    s20 = madd(a, left, s20), s21 = madd(a, right, s21);
    a = v128.load_splat<f32>(a3);
    s30 = madd(a, left, s30), s31 = madd(a, right, s31);
  }
  if (flags & 1) {
    s00 = f32x4.add(v128.load(c0), s00), s01 = f32x4.add(v128.load(c0, 16), s01);
    s10 = f32x4.add(v128.load(c1), s10), s11 = f32x4.add(v128.load(c1, 16), s11);
    s20 = f32x4.add(v128.load(c2), s20), s21 = f32x4.add(v128.load(c2, 16), s21);
    s30 = f32x4.add(v128.load(c3), s30), s31 = f32x4.add(v128.load(c3, 16), s31);
  }
  if (bias) {
    const left = v128.load(bias), right = v128.load(bias, 16);
    s00 = f32x4.add(s00, left), s01 = f32x4.add(s01, right);
    s10 = f32x4.add(s10, left), s11 = f32x4.add(s11, right);
    s20 = f32x4.add(s20, left), s21 = f32x4.add(s21, right);
    s30 = f32x4.add(s30, left), s31 = f32x4.add(s31, right);
  }
  if (flags & 2) {
    const zero = f32x4.splat(0);
    s00 = f32x4.max(s00, zero), s01 = f32x4.max(s01, zero);
    s10 = f32x4.max(s10, zero), s11 = f32x4.max(s11, zero);
    s20 = f32x4.max(s20, zero), s21 = f32x4.max(s21, zero);
    s30 = f32x4.max(s30, zero), s31 = f32x4.max(s31, zero);
  }
  v128.store(c0, s00), v128.store(c0, s01, 16);
  v128.store(c1, s10), v128.store(c1, s11, 16);
  v128.store(c2, s20), v128.store(c2, s21, 16);
  v128.store(c3, s30), v128.store(c3, s31, 16);
}
