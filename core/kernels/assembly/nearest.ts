import { packPlaces } from "./nearest_pack";
import { tile } from "./tile";

/** Terms that are added before they go to the sum: those of `multiply`, so that its bits are ours. */
@inline
const TERMS = 256;
/** Rows of y that are packed at a time. */
@inline
const COLUMNS = 512;
/** Bytes of a tile of 4 × 8 products. */
@inline
const TILE: usize = 128;

/** Bytes of scratch that `nearest` needs for `places` rows of y: a tile, packed rows, whose they are. */
export function nearestScratch(places: i32, size: i32): i32 {
  return <i32> TILE + ((min(places, COLUMNS) + 7) & ~7) * (size + 1) * 4;
}

/**
 * The greatest product of a row of one sequence with a row of another, for every pair of sequences, and
 * which rows they are. Of equal products the first counts: by the row of x, then by that of y, as they
 * are listed; nothing is greater than what is no number. A product is what `multiply` makes of these
 * rows, and only 32 of them are there at a time; a tile of them may be of several sequences of y.
 *
 * @param x rows of `size` numbers; `xPlaces` the rows of all sequences, one sequence after the other,
 * `xStarts` where in these each begins, and where the last one ends; `y` the same
 * @param none the value of a pair of which one has no row
 * @param values `users × others`; `chosen` the rows of x and then those of y, −1 for none: twice that
 */
export function nearest(
  x: usize,
  y: usize,
  xPlaces: usize,
  xStarts: usize,
  yPlaces: usize,
  yStarts: usize,
  none: f32,
  values: usize,
  chosen: usize,
  scratch: usize,
  users: i32,
  others: i32,
  size: i32,
): void {
  const line = <usize> others << 2, all = <usize> users * line;
  const end = i32.load(yStarts + line), places = end - i32.load(yStarts);
  for (let at: usize = 0; at < all; at += 4) {
    f32.store(values + at, -Infinity);
    i32.store(chosen + at, -1);
  }
  const homes = scratch + TILE, panels = homes + ((min(places, COLUMNS) + 7) & ~7) * 4;
  for (let first = end - places, other = 0; first < end; first += COLUMNS) {
    const columns = min(end - first, COLUMNS);
    packPlaces(y, yPlaces + (<usize> first << 2), columns, size, panels);
    // Where in a line of pairs each row belongs; the last panel is filled up with copies of the last row.
    for (let i = 0; i < ((columns + 7) & ~7); i++) {
      while (i32.load(yStarts + (<usize> other << 2), 4) <= first + min(i, columns - 1)) other++;
      i32.store(homes + (<usize> i << 2), other << 2);
    }
    for (let user = 0; user < users; user++) {
      const start = i32.load(xStarts + (<usize> user << 2)), at = <usize> user * line;
      const rows = i32.load(xStarts + (<usize> user << 2), 4) - start;
      for (let column = 0; column < columns; column += 8) {
        search(
          x,
          xPlaces,
          start,
          rows,
          panels + (<usize> column << 2) * <usize> size,
          first + column,
          min(columns - column, 8),
          homes + (<usize> column << 2),
          size,
          scratch,
          values + at,
          chosen + at,
          all,
        );
      }
    }
  }
  for (let at: usize = 0; at < all; at += 4) {
    const row = i32.load(chosen + at), there = chosen + at + all;
    if (row < 0) f32.store(values + at, none), i32.store(there, -1);
    else {
      i32.store(chosen + at, i32.load(xPlaces + (<usize> row << 2)));
      i32.store(there, i32.load(yPlaces + (<usize> i32.load(there) << 2)));
    }
  }
}

/** Compares the products of a user's rows with a panel to the greatest so far, by places in the lists. */
function search(
  x: usize,
  xPlaces: usize,
  start: i32,
  rows: i32,
  panel: usize,
  column: i32,
  width: i32,
  homes: usize,
  size: i32,
  sums: usize,
  values: usize,
  chosen: usize,
  all: usize,
): void {
  const step = <usize> size << 2;
  let left = greatest(values, homes), right = greatest(values, homes + 16);
  for (let row = start, end = start + rows; row < end; row += 4) {
    const height = min(end - row, 4), at = xPlaces + (<usize> row << 2);
    const a0 = x + <usize> i32.load(at) * step;
    const a1 = height > 1 ? x + <usize> i32.load(at, 4) * step : a0;
    const a2 = height > 2 ? x + <usize> i32.load(at, 8) * step : a1;
    const a3 = height > 3 ? x + <usize> i32.load(at, 12) * step : a2;
    multiplyTile(a0, a1, a2, a3, panel, size, sums);
    if (isBelow(sums, left, right)) continue;
    // Rare: some product is as great as the greatest so far, or greater, or no number.
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const product = f32.load(sums + (<usize> i << 5) + (<usize> j << 2));
        const home = i32.load(homes + (<usize> j << 2)), own = chosen + home;
        if (!isBefore(product, row + i, column + j, f32.load(values + home), own, all)) continue;
        f32.store(values + home, product);
        i32.store(own, row + i);
        i32.store(own + all, column + j);
      }
    }
    left = greatest(values, homes), right = greatest(values, homes + 16);
  }
}

/** Whether a product counts, and not what was found before. */
@inline
function isBefore(
  product: f32,
  row: i32,
  column: i32,
  value: f32,
  chosen: usize,
  all: usize,
): bool {
  const than = i32.load(chosen);
  if (than < 0 || product > value) return true;
  if (product < value) return false;
  const isNone = product != product, wasNone = value != value;
  if (isNone != wasNone) return isNone;
  return row < than || row == than && column < i32.load(chosen + all);
}

/** A tile of products, as `multiply` adds them up. */
function multiplyTile(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  panel: usize,
  size: i32,
  sums: usize,
): void {
  for (let term = 0; term < size; term += TERMS) {
    const at = <usize> term << 2, depth = min(size - term, TERMS), flags = term > 0 ? 1 : 0;
    tile(
      a0 + at,
      a1 + at,
      a2 + at,
      a3 + at,
      4,
      panel + (at << 3),
      depth,
      sums,
      sums + 32,
      sums + 64,
      sums + 96,
      0,
      flags,
    );
  }
}

/** The greatest so far of four columns; where that is no number, what no number is above. */
@inline
function greatest(values: usize, homes: usize): v128 {
  let lanes = v128.load32_zero(values + i32.load(homes));
  lanes = v128.load_lane<f32>(values + i32.load(homes, 4), lanes, 1);
  lanes = v128.load_lane<f32>(values + i32.load(homes, 8), lanes, 2);
  lanes = v128.load_lane<f32>(values + i32.load(homes, 12), lanes, 3);
  return v128.bitselect(lanes, f32x4.splat(Infinity), f32x4.eq(lanes, lanes));
}

/** Whether all products of a tile are below what was found for their columns. */
@inline
function isBelow(sums: usize, left: v128, right: v128): bool {
  const inLeft = v128.and(
    v128.and(f32x4.lt(v128.load(sums), left), f32x4.lt(v128.load(sums, 32), left)),
    v128.and(f32x4.lt(v128.load(sums, 64), left), f32x4.lt(v128.load(sums, 96), left)),
  );
  const inRight = v128.and(
    v128.and(f32x4.lt(v128.load(sums, 16), right), f32x4.lt(v128.load(sums, 48), right)),
    v128.and(f32x4.lt(v128.load(sums, 80), right), f32x4.lt(v128.load(sums, 112), right)),
  );
  return i32x4.all_true(v128.and(inLeft, inRight));
}
