import { exponential } from "./exponential";
import { firstLanes, loadLanes, maxLanes, storeLanes, sumLanes } from "./lanes";

/**
 * Softmax of each row, in place: of `scale` times its numbers. Row t sees the first `seen + t · more`
 * of them, and of these those whose `present` is not 0; the others get 0. A row that sees none is 0.
 *
 * @param present a whole number per column, 0 for all columns
 * @param seen how many columns the first row sees; `more`: how many more every next row does
 */
export function softmaxRows(
  x: usize,
  rows: i32,
  columns: i32,
  scale: f32,
  present: usize,
  seen: i32,
  more: i32,
): void {
  const scales = f32x4.splat(scale), lowest = f32x4.splat(-Infinity);
  for (let row = 0; row < rows; row++, x += <usize> columns << 2, seen += more) {
    const width = min(seen, columns);
    let highest = lowest;
    for (let i = 0; i < width; i += 4) {
      const at = <usize> i << 2, hidden = v128.not(visible(present, i, width));
      const value = f32x4.mul(loadLanes(x + at, width - i), scales);
      highest = f32x4.max(highest, v128.bitselect(lowest, value, hidden));
    }
    const greatest = maxLanes(highest), shift = f32x4.splat(greatest);
    const blind = greatest == -Infinity;
    let sums = f32x4.splat(0);
    if (!blind) {
      for (let i = 0; i < width; i += 4) {
        const at = x + (<usize> i << 2), left = columns - i;
        const value = f32x4.mul(loadLanes(at, left), scales);
        const share = v128.and(
          exponential(f32x4.sub(value, shift)),
          visible(present, i, width),
        );
        sums = f32x4.add(sums, share);
        storeLanes(at, share, left);
      }
    }
    const factor = f32x4.splat(1 / sumLanes(sums)), end = blind ? 0 : (width + 3) & ~3;
    for (let i = 0; i < columns; i += 4) {
      const at = x + (<usize> i << 2), left = columns - i;
      const share = i < end ? f32x4.mul(loadLanes(at, left), factor) : f32x4.splat(0);
      storeLanes(at, share, left);
    }
  }
}

/** Ones in the lanes of four columns that are seen. */
@inline
function visible(present: usize, column: i32, width: i32): v128 {
  const within = firstLanes(width - column);
  if (!present) return within;
  const there = loadLanes(present + (<usize> column << 2), width - column);
  return v128.and(within, i32x4.ne(there, i32x4.splat(0)));
}

/** From the shares of a softmax and their slopes, in the slopes' place, the slopes of what it was of. */
export function softmaxRowsGradient(
  shares: usize,
  slopes: usize,
  rows: i32,
  columns: i32,
  scale: f32,
): void {
  const scales = f32x4.splat(scale);
  for (let row = 0; row < rows; row++) {
    let sums = f32x4.splat(0);
    for (let i = 0; i < columns; i += 4) {
      const at = <usize> i << 2, left = columns - i;
      sums = f32x4.add(sums, f32x4.mul(loadLanes(shares + at, left), loadLanes(slopes + at, left)));
    }
    const mean = f32x4.splat(sumLanes(sums));
    for (let i = 0; i < columns; i += 4) {
      const at = <usize> i << 2, left = columns - i;
      const change = f32x4.sub(loadLanes(slopes + at, left), mean);
      const share = f32x4.mul(loadLanes(shares + at, left), scales);
      storeLanes(slopes + at, f32x4.mul(share, change), left);
    }
    shares += <usize> columns << 2, slopes += <usize> columns << 2;
  }
}
