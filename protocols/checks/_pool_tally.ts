import type { Cells } from "./chi_square.ts";

/** Cells per pool: residues of an item's place in its domain, and ranges of it. */
const CELLS = 8;

/** What one pool's cases expect and drew, by residue and by range. */
export class PoolTally {
  readonly residues: CellSums;
  readonly ranges: CellSums;
  /** Items of the pool. */
  size = 0;

  /** Of a pool in a domain whose items are `size` from index `from` on. */
  constructor({ from, size }: { from: number; size: number }) {
    this.residues = new CellSums((item) => (item - from) % CELLS);
    this.ranges = new CellSums((item) => Math.floor((item - from) * CELLS / size));
  }

  /** Puts an item into the pool. */
  add(item: number): void {
    this.size++;
    this.residues.pool[this.residues.cellOf(item)]++;
    this.ranges.pool[this.ranges.cellOf(item)]++;
  }

  /** Begins a case: all of the pool may be drawn. */
  begin(): void {
    this.residues.open.set(this.residues.pool);
    this.ranges.open.set(this.ranges.pool);
  }

  /** Takes an item of the pool out of the case. */
  bar(item: number): void {
    this.residues.open[this.residues.cellOf(item)]--;
    this.ranges.open[this.ranges.cellOf(item)]--;
  }

  /** Counts a negative. */
  draw(item: number): void {
    this.residues.observed[this.residues.cellOf(item)]++;
    this.ranges.observed[this.ranges.cellOf(item)]++;
  }

  /** Ends a case of `drawn` negatives out of `left` items. */
  end(drawn: number, left: number): void {
    this.residues.expect(drawn, left);
    this.ranges.expect(drawn, left);
  }
}

/** Sums over cases in one way to cut a pool into cells. */
class CellSums {
  readonly pool = new Float64Array(CELLS);
  readonly open = new Float64Array(CELLS); // what one case could draw from
  readonly observed = new Float64Array(CELLS);
  readonly #expected = new Float64Array(CELLS);
  #draws = 0;
  #variance = 0;

  constructor(readonly cellOf: (item: number) => number) {}

  expect(drawn: number, left: number): void {
    if (drawn === 0) return;
    for (let c = 0; c < CELLS; c++) this.#expected[c] += drawn * this.open[c] / left;
    this.#draws += drawn;
    if (left > 1) this.#variance += drawn * (left - drawn) / (left - 1);
  }

  cells(): Cells {
    const { observed } = this, expected = this.#expected;
    return { observed, expected, shrink: this.#variance / this.#draws };
  }
}
