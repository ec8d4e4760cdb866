/** The sum of four lanes, always in the same order. */
@inline
export function sumLanes(x: v128): f32 {
  return (f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1)) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** The greatest of four lanes. */
@inline
export function maxLanes(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/**
 * Four numbers, or as many as `count` says and zeros: a row's last numbers go through the same
 * instructions as all others, so that a number does not depend on how long the row is.
 */
@inline
export function loadLanes(at: usize, count: i32): v128 {
  return count >= 4 ? v128.load(at) : loadFew(at, count);
}

function loadFew(at: usize, count: i32): v128 {
  let x = v128.load32_zero(at);
  if (count > 1) x = v128.load_lane<f32>(at + 4, x, 1);
  if (count > 2) x = v128.load_lane<f32>(at + 8, x, 2);
  return x;
}

/** Stores four numbers, or as many as `count` says. */
@inline
export function storeLanes(at: usize, x: v128, count: i32): void {
  if (count >= 4) v128.store(at, x);
  else storeFew(at, x, count);
}

function storeFew(at: usize, x: v128, count: i32): void {
  v128.store_lane<f32>(at, x, 0);
  if (count > 1) v128.store_lane<f32>(at + 4, x, 1);
  if (count > 2) v128.store_lane<f32>(at + 8, x, 2);
}

/** All ones in the first `count` lanes, zeros in the others. */
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}
