import { errorFunction, exponential } from "./exponential";
import { loadLanes, storeLanes } from "./lanes";
import { madd } from "./madd";

/** Φ(x), the distribution function of the normal distribution. */
@inline
function normalBelow(x: v128): v128 {
  const erf = errorFunction(f32x4.mul(x, f32x4.splat(0.70710678118654752)));
  return madd(erf, f32x4.splat(0.5), f32x4.splat(0.5));
}

/** x · Φ(x) of every number. */
export function gelu(x: usize, y: usize, count: i32): void {
  for (; count > 0; count -= 4, x += 16, y += 16) {
    const value = loadLanes(x, count);
    storeLanes(y, f32x4.mul(value, normalBelow(value)), count);
  }
}

/** Its gradient: slope · (Φ(x) + x φ(x)). */
export function geluGradient(x: usize, slope: usize, byX: usize, count: i32): void {
  for (; count > 0; count -= 4, x += 16, slope += 16, byX += 16) {
    const value = loadLanes(x, count);
    const density = f32x4.mul(
      exponential(f32x4.mul(f32x4.mul(value, value), f32x4.splat(-0.5))),
      f32x4.splat(0.39894228040143268),
    );
    const rise = madd(value, density, normalBelow(value));
    storeLanes(byX, f32x4.mul(loadLanes(slope, count), rise), count);
  }
}
