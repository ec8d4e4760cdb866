import { loadLanes, storeLanes } from "./lanes";

/**
 * Copies rows by their index, each of `size` numbers of 4 bytes.
 *
 * @returns the place of the first index that is no row, −1 if there is none
 */
export function gatherRows(
  from: usize,
  indices: usize,
  to: usize,
  count: i32,
  rows: i32,
  size: i32,
): i32 {
  const step = <usize> size << 2;
  for (let i = 0; i < count; i++, to += step) {
    const row = i32.load(indices + (<usize> i << 2));
    if (<u32> row >= <u32> rows) return i;
    const at = from + <usize> row * step;
    for (let j = 0; j < size; j += 4) {
      storeLanes(to + (<usize> j << 2), loadLanes(at + (<usize> j << 2), size - j), size - j);
    }
  }
  return -1;
}

/**
 * Adds every row to the row of `to` that its index names, in order; one with a negative index to none.
 *
 * @returns the place of the first index that is too great, −1 if there is none
 */
export function addRows(
  from: usize,
  indices: usize,
  to: usize,
  count: i32,
  rows: i32,
  size: i32,
): i32 {
  const step = <usize> size << 2;
  for (let i = 0; i < count; i++, from += step) {
    const row = i32.load(indices + (<usize> i << 2));
    if (row >= rows) return i;
    if (row < 0) continue;
    addRow(from, to + <usize> row * step, size);
  }
  return -1;
}

/** The sum of all rows, added to what stands at `to`. */
export function sumRows(from: usize, to: usize, rows: i32, size: i32): void {
  for (; rows > 0; rows--, from += <usize> size << 2) addRow(from, to, size);
}

@inline
function addRow(from: usize, to: usize, size: i32): void {
  for (let j = 0; j < size; j += 4) {
    const at = <usize> j << 2, left = size - j;
    storeLanes(to + at, f32x4.add(loadLanes(to + at, left), loadLanes(from + at, left)), left);
  }
}

/** Copies `count` blocks of `bytes`, a multiple of 4, between places that are steps apart. */
export function copyBlocks(
  from: usize,
  fromStep: usize,
  to: usize,
  toStep: usize,
  bytes: usize,
  count: i32,
): void {
  const size = <i32> (bytes >> 2);
  for (; count > 0; count--, from += fromStep, to += toStep) {
    for (let j = 0; j < size; j += 4) {
      storeLanes(to + (<usize> j << 2), loadLanes(from + (<usize> j << 2), size - j), size - j);
    }
  }
}
