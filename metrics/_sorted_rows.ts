import type { Rows } from "./metric.ts";

/** Rows sorted by stratum and in each by score, the lowest first. */
export interface SortedRows {
  /** Stratum s has the rows `offsets[s]` up to `offsets[s + 1]`. */
  readonly offsets: Uint32Array;
  /** Per row: 1 = it scored higher than the row before, or is the first of its stratum. */
  readonly fresh: Uint8Array;
  /** Label per row. */
  readonly label: Uint8Array;
  /** User per row. */
  readonly user: Uint32Array;
}

/**
 * Sorts the rows of every stratum by score. NaN is one block of ties below every number; 0 and −0 are
 * tied.
 *
 * @param stratum stratum per row, 0 … strata − 1
 *
 * @throws {RangeError} if a score is ±Infinity, a label is neither 0 nor 1, or a column has another
 * length
 */
export function sortedRows(rows: Rows, stratum: Uint32Array, strata: number): SortedRows {
  checkRows(rows);
  const { score } = rows, length = score.length;
  const offsets = new Uint32Array(strata + 1);
  for (let row = 0; row < length; row++) offsets[stratum[row] + 1]++;
  for (let s = 0; s < strata; s++) offsets[s + 1] += offsets[s];
  // A 64-bit number a row, its score above and the row below: sorting numbers, the engine needs no
  // call per comparison. The two halves are written and read through another view.
  const packed = new BigUint64Array(length), halves = new Uint32Array(packed.buffer);
  const next = offsets.slice(0, strata), bits = new Uint32Array(score.slice().buffer);
  for (let row = 0; row < length; row++) {
    const at = 2 * next[stratum[row]]++;
    halves[at + LOW] = row;
    halves[at + HIGH] = Number.isNaN(score[row]) ? 0 : ascending(bits[row]);
  }
  for (let s = 0; s < strata; s++) packed.subarray(offsets[s], offsets[s + 1]).sort();
  const fresh = new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    if (at === 0 || halves[2 * at + HIGH] !== halves[2 * at - 2 + HIGH]) fresh[at] = 1;
  }
  for (const at of offsets) if (at < length) fresh[at] = 1;
  const row = (_: unknown, at: number) => halves[2 * at + LOW];
  const order = Uint32Array.from({ length }, row);
  return {
    offsets,
    fresh,
    label: new Uint8Array(length).map((_, at) => rows.label[order[at]]),
    user: new Uint32Array(length).map((_, at) => rows.user[order[at]]),
  };
}

/** Where the low half of a 64-bit number stands on this machine, and where the high one. */
const LOW = new Uint32Array(BigUint64Array.of(1n).buffer)[0] === 1 ? 0 : 1, HIGH = 1 - LOW;

/** The bits of a float32 as a number that ascends as the floats do, from 1 on; 0 and −0 are equal. */
function ascending(bits: number): number {
  if (bits === 0x80000000) return 0x80000000;
  return bits >= 0x80000000 ? 0xffffffff - bits + 1 : bits + 0x80000000;
}

function checkRows({ score, label, user, domain }: Rows): void {
  for (const column of [label, user, domain]) {
    if (column.length !== score.length) {
      throw new RangeError(
        `Cannot mark ${score.length} scores: a column of ${column.length} rows, ` +
          `expected ${score.length}`,
      );
    }
  }
  for (let row = 0; row < score.length; row++) {
    if (Math.abs(score[row]) === Infinity || label[row] > 1) {
      throw new RangeError(
        `Cannot mark row ${row}: score ${score[row]} and label ${label[row]}, ` +
          "expected a finite number or NaN, and 0 or 1",
      );
    }
  }
}
