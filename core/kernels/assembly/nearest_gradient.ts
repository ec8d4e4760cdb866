import { loadLanes, storeLanes } from "./lanes";
import { madd } from "./madd";

/**
 * The gradients of `nearest`, added to what stands there: a pair adds its slope times the row of y to
 * that of x, and the other way round. Pairs go in order.
 *
 * @param slope of the values of all pairs; `chosen` their rows of x and then those of y, −1 for none
 */
export function nearestGradient(
  x: usize,
  y: usize,
  chosen: usize,
  slope: usize,
  byX: usize,
  byY: usize,
  pairs: i32,
  size: i32,
): void {
  const step = <usize> size << 2, others = <usize> pairs << 2;
  for (; pairs > 0; pairs--, chosen += 4, slope += 4) {
    const row = i32.load(chosen);
    if (row < 0) continue;
    const here = <usize> row * step, there = <usize> i32.load(chosen + others) * step;
    const factor = v128.load_splat<f32>(slope);
    addScaled(y + there, byX + here, factor, size);
    addScaled(x + here, byY + there, factor, size);
  }
}

@inline
function addScaled(from: usize, to: usize, factor: v128, size: i32): void {
  for (let i = 0; i < size; i += 4) {
    const at = <usize> i << 2, left = size - i;
    const sum = madd(factor, loadLanes(from + at, left), loadLanes(to + at, left));
    storeLanes(to + at, sum, left);
  }
}
