import { madd } from "./madd";

/**
 * The first 4 columns of `tile`, for a panel of which no more are there: the same sums in half the
 * time. They go to `to`, 32 bytes from a row to the next.
 */
export function narrowTile(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  step: usize,
  panel: usize,
  terms: i32,
  to: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (; terms > 0; terms--, panel += 32) {
    const columns = v128.load(panel);
    s0 = madd(v128.load_splat<f32>(a0), columns, s0);
    s1 = madd(v128.load_splat<f32>(a1), columns, s1);
    s2 = madd(v128.load_splat<f32>(a2), columns, s2);
    s3 = madd(v128.load_splat<f32>(a3), columns, s3);
    a0 += step, a1 += step, a2 += step, a3 += step;
  }
  v128.store(to, s0), v128.store(to, s1, 32), v128.store(to, s2, 64), v128.store(to, s3, 96);
}
