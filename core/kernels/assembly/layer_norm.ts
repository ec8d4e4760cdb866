import { firstLanes, loadLanes, storeLanes, sumLanes } from "./lanes";
import { madd } from "./madd";

@inline
function meanOf(x: usize, size: i32): f32 {
  let sums = f32x4.splat(0);
  for (let i = 0; i < size; i += 4) sums = f32x4.add(sums, loadLanes(x + (<usize> i << 2), size - i));
  return sumLanes(sums) / <f32> size;
}

/** 1 / deviation of a row. */
@inline
function scaleOf(x: usize, mean: v128, size: i32, epsilon: f32): f32 {
  let squares = f32x4.splat(0);
  for (let i = 0; i < size; i += 4) {
    const off = f32x4.sub(loadLanes(x + (<usize> i << 2), size - i), mean);
    const there = v128.and(off, firstLanes(size - i));
    squares = madd(there, there, squares);
  }
  return 1 / sqrt<f32>(sumLanes(squares) / <f32> size + epsilon);
}

/** Layer normalisation of every row: (x − mean) / deviation · weight + bias. */
export function layerNorm(
  x: usize,
  weight: usize,
  bias: usize,
  y: usize,
  rows: i32,
  size: i32,
  epsilon: f32,
): void {
  for (; rows > 0; rows--, x += <usize> size << 2, y += <usize> size << 2) {
    const mean = f32x4.splat(meanOf(x, size));
    const scale = f32x4.splat(scaleOf(x, mean, size, epsilon));
    for (let i = 0; i < size; i += 4) {
      const at = <usize> i << 2, left = size - i;
      const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), mean), scale);
      const value = madd(normal, loadLanes(weight + at, left), loadLanes(bias + at, left));
      storeLanes(y + at, value, left);
    }
  }
}

/** The gradients of `layerNorm`; those by weight and bias are added to what stands there. */
export function layerNormGradient(
  x: usize,
  weight: usize,
  slope: usize,
  byX: usize,
  byWeight: usize,
  byBias: usize,
  rows: i32,
  size: i32,
  epsilon: f32,
): void {
  const step = <usize> size << 2;
  for (; rows > 0; rows--, x += step, slope += step, byX += step) {
    const mean = f32x4.splat(meanOf(x, size));
    const scale = f32x4.splat(scaleOf(x, mean, size, epsilon));
    let sums = f32x4.splat(0), products = f32x4.splat(0);
    for (let i = 0; i < size; i += 4) {
      const at = <usize> i << 2, left = size - i;
      const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), mean), scale);
      const by = loadLanes(slope + at, left), inner = f32x4.mul(by, loadLanes(weight + at, left));
      sums = f32x4.add(sums, inner);
      products = madd(inner, normal, products);
      storeLanes(byWeight + at, madd(by, normal, loadLanes(byWeight + at, left)), left);
      storeLanes(byBias + at, f32x4.add(by, loadLanes(byBias + at, left)), left);
    }
    const shift = f32x4.splat(sumLanes(sums) / <f32> size);
    const along = f32x4.splat(sumLanes(products) / <f32> size);
    for (let i = 0; i < size; i += 4) {
      const at = <usize> i << 2, left = size - i;
      const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), mean), scale);
      const inner = f32x4.mul(loadLanes(slope + at, left), loadLanes(weight + at, left));
      const change = f32x4.sub(f32x4.sub(inner, shift), f32x4.mul(normal, along));
      storeLanes(byX + at, f32x4.mul(change, scale), left);
    }
  }
}
