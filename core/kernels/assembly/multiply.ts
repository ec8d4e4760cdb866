import { narrowTile } from "./narrow_tile";
import { pack } from "./pack";
import { tile } from "./tile";

/** Terms that are added before they go to the result: a panel of them fits a first-level cache. */
@inline
const TERMS = 256;
/** Columns that are packed at a time. */
@inline
const COLUMNS = 512;
/** Rows that stay in cache while the panels go by. */
@inline
const ROWS = 64;

/** Bytes of scratch that `multiply` needs: packed panels, and a tile. */
export function multiplyScratch(terms: i32, columns: i32): i32 {
  return min(terms, TERMS) * ((min(columns, COLUMNS) + 7) & ~7) * 4 + 128;
}

/**
 * Products of matrices, `rows × terms` by `terms × columns`, batch after batch. All steps are in bytes:
 * with those of rows and terms exchanged a matrix is transposed, with a step of 0 it stays the same.
 *
 * A number of the result is the sum of its parts of 256 terms, each summed in order: how it is added
 * up depends on the number of terms alone.
 *
 * @param bias a number per column that is added at the end, 0 for none
 * @param flags 1: the result is added to what stands at `c`; 2: numbers below 0 become 0 (ReLU)
 */
export function multiply(
  a: usize,
  b: usize,
  c: usize,
  bias: usize,
  scratch: usize,
  flags: i32,
  batch: i32,
  rows: i32,
  columns: i32,
  terms: i32,
  aBatch: usize,
  aRow: usize,
  aTerm: usize,
  bBatch: usize,
  bTerm: usize,
  bColumn: usize,
  cBatch: usize,
  cRow: usize,
): void {
  const panels = scratch + 128;
  for (; batch > 0; batch--, a += aBatch, b += bBatch, c += cBatch) {
    for (let column = 0; column < columns; column += COLUMNS) {
      const width = min(columns - column, COLUMNS);
      for (let term = 0; term < terms; term += TERMS) {
        const depth = min(terms - term, TERMS);
        pack(
          b + <usize> term * bTerm + <usize> column * bColumn,
          bTerm,
          bColumn,
          depth,
          width,
          panels,
        );
        const last = term + depth == terms;
        for (let row = 0; row < rows; row += ROWS) {
          block(
            a + <usize> row * aRow + <usize> term * aTerm,
            aRow,
            aTerm,
            panels,
            depth,
            c + <usize> row * cRow + <usize> column * 4,
            cRow,
            min(rows - row, ROWS),
            width,
            last && bias ? bias + <usize> column * 4 : 0,
            (term > 0 || (flags & 1) != 0 ? 1 : 0) | (last ? flags & 2 : 0),
            scratch,
          );
        }
      }
    }
  }
}

/** Some rows by all packed panels. The last panel may be wider than the result: it goes through `sums`. */
function block(
  a: usize,
  aRow: usize,
  aTerm: usize,
  panel: usize,
  terms: i32,
  c: usize,
  cRow: usize,
  rows: i32,
  columns: i32,
  bias: usize,
  flags: i32,
  sums: usize,
): void {
  for (let column = 0; column < columns; column += 8, panel += <usize> terms * 32, c += 32) {
    const width = columns - column;
    for (let row = 0; row < rows; row += 4) {
      const count = rows - row;
      const second: usize = count > 1 ? 1 : 0, third: usize = count > 2 ? 2 : 0;
      const fourth: usize = count > 3 ? 3 : 0;
      const a0 = a + <usize> row * aRow, c0 = c + <usize> row * cRow;
      const a1 = a0 + second * aRow, a2 = a0 + third * aRow, a3 = a0 + fourth * aRow;
      if (width >= 8) {
        const c1 = c0 + second * cRow, c2 = c0 + third * cRow, c3 = c0 + fourth * cRow;
        tile(a0, a1, a2, a3, aTerm, panel, terms, c0, c1, c2, c3, bias, flags);
      } else {
        if (width <= 4) narrowTile(a0, a1, a2, a3, aTerm, panel, terms, sums);
        else tile(a0, a1, a2, a3, aTerm, panel, terms, sums, sums + 32, sums + 64, sums + 96, 0, 0);
        for (let i = 0; i < min(count, 4); i++) {
          finish(sums + (i << 5), c0 + <usize> i * cRow, bias, flags, width);
        }
      }
    }
    if (bias) bias += 32;
  }
}

/** The end of `tile` for a row of fewer than 8 columns. */
function finish(from: usize, to: usize, bias: usize, flags: i32, count: i32): void {
  for (; count > 0; count--, from += 4, to += 4) {
    let sum = f32.load(from);
    if (flags & 1) sum = f32.load(to) + sum;
    if (bias) {
      sum += f32.load(bias);
      bias += 4;
    }
    if (flags & 2) sum = max<f32>(sum, 0);
    f32.store(to, sum);
  }
}
