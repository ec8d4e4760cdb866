import { rankOfCounts } from "../../metrics/rank.ts";
import type { PoolQuestion } from "./pool_question.ts";
import type { PoolRank } from "./pool_rank.ts";

/** Best items that are kept per query, and where they stand in the state that `rankRows` keeps. */
const BEST = 20, NAMES = 8 + BEST;
/** Nothing stands at the very start: an address of 0 means "none" to the kernels. */
const START = 64, PAGE = 65536, MOST_PAGES = 65536;

/** What is ranked in a block of scores: one row a query. */
export interface RankedBlock {
  /** Rows filled. */
  readonly rows: number;
  /** Position in the pool of the block's first column. */
  readonly from: number;
  /** Columns filled. */
  readonly columns: number;
}

/**
 * A build of the wasm kernels with a memory of its own: one block of scores, rows of which are ranked
 * as they pass by, and the names of a pool. Nothing of it grows with the number of queries.
 *
 * The passes only compare, so that both builds rank the same scores alike; what multiplies is told
 * apart by the owner of the memory.
 */
export class RankingMemory {
  /** The kernels by name. */
  readonly kernels: Readonly<Record<string, (...args: number[]) => number>>;
  /** The whole memory as numbers. */
  readonly numbers: Float32Array;
  /** Address of the block, row-major `rows × columns`. */
  readonly block: number;
  /** Columns of the block. */
  readonly columns: number;
  /** Address of the room that was asked for. */
  readonly room: number;
  readonly #names: number;
  readonly #states: number;
  readonly #step: number;
  readonly #words: Uint32Array;
  readonly #rows: { question: PoolQuestion; next: number; infinite: number }[] = [];
  readonly #pool: number;

  /**
   * Loads the kernels and lays the memory out.
   *
   * @param names a name per position of the pool, all different, below `NO_ITEM`
   * @param options `kernels`: which build; `rows` and `columns` of the block; `room`: tells how many
   * bytes are wanted besides
   * @throws {RangeError} if that is more than a wasm memory holds (4 GiB)
   */
  constructor(
    names: Uint32Array,
    options: {
      readonly kernels: "strict" | "relaxed";
      readonly rows: number;
      readonly columns: number;
      readonly room: (kernels: RankingMemory["kernels"]) => number;
    },
  ) {
    const { rows, columns } = options, stateBytes = 4 * (NAMES + BEST);
    this.#pool = names.length;
    this.columns = columns;
    this.#step = stateBytes;
    this.#states = START;
    this.#names = this.#states + rows * stateBytes;
    this.block = aligned(this.#names + 4 * names.length);
    this.room = aligned(this.block + 4 * rows * columns);
    const memory = new WebAssembly.Memory({ initial: 1 });
    this.kernels = load(options.kernels, memory);
    const pages = Math.ceil((this.room + options.room(this.kernels)) / PAGE);
    if (pages > MOST_PAGES) {
      throw new RangeError(
        `Cannot rank a pool of ${names.length} items: it takes ${pages * PAGE} bytes, ` +
          `expected at most ${MOST_PAGES * PAGE}`,
      );
    }
    memory.grow(pages - 1);
    if (this.kernels.rankStateBytes() !== stateBytes) {
      throw new Error("Cannot rank: the kernels keep another state, expected deno task kernels");
    }
    this.numbers = new Float32Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
    this.#words.set(names, this.#names / 4);
  }

  /**
   * Begins with some queries, a row each.
   *
   * @param bar tells the score of a row's answer
   * @throws {RangeError} if a question points out of the pool
   */
  begin(questions: readonly PoolQuestion[], bar: (row: number, target: number) => number): void {
    this.kernels.clearRanks(this.#states, questions.length);
    questions.forEach((question, row) => {
      refuse(question, this.#pool);
      this.numbers[this.#state(row)] = bar(row, question.target);
      this.#rows[row] = { question, next: 0, infinite: 0 };
    });
  }

  /** Ranks what stands in the block. Blocks of a pool come in ascending order. */
  rank({ rows, from, columns }: RankedBlock): void {
    for (let row = 0; row < rows; row++) this.#hide(row, from, columns);
    const names = this.#names + 4 * from;
    this.kernels.rankRows(this.block, 4 * this.columns, rows, columns, names, this.#states);
  }

  /**
   * What a row came to, once all of its pool has passed.
   *
   * @throws {RangeError} if a score is ±Infinity, of a position that is not ranked too
   */
  rankOf(row: number): PoolRank {
    const state = this.#state(row), { question: { skip }, infinite } = this.#rows[row];
    const [greater, atLeast, unscored, infinities] = this.#words.subarray(state + 1, state + 5);
    const rank = rankOfCounts(this.numbers[state], {
      greater,
      atLeast,
      unscored: unscored - skip.length,
      infinite: infinities + infinite,
      ranked: this.#pool - skip.length,
    });
    return { ...rank, top: this.#words.slice(state + NAMES, state + NAMES + BEST) };
  }

  /** What is not ranked gets no score: it is then neither counted as higher nor among the best. */
  #hide(row: number, from: number, columns: number): void {
    const each = this.#rows[row],
      { skip } = each.question,
      line = this.block / 4 + row * this.columns;
    for (; each.next < skip.length && skip[each.next] < from + columns; each.next++) {
      const at = line + skip[each.next] - from;
      if (Math.abs(this.numbers[at]) === Infinity) each.infinite++;
      this.numbers[at] = NaN;
    }
  }

  /** Index of a row's state in words of 4 bytes. */
  #state(row: number): number {
    return (this.#states + row * this.#step) / 4;
  }
}

function refuse({ target, skip }: PoolQuestion, pool: number): void {
  if (!(Number.isInteger(target) && target >= 0 && target < pool)) {
    throw new RangeError(`Cannot rank target ${target}: out of range, expected 0 … ${pool - 1}`);
  }
  skip.forEach((at, i) => {
    const least = i === 0 ? 0 : skip[i - 1] + 1;
    if (Number.isInteger(at) && at >= least && at < pool && at !== target) return;
    throw new RangeError(
      `Cannot skip position ${at}: not one of ${least} … ${pool - 1} without the target, ` +
        "expected ascending positions of the pool",
    );
  });
}

function load(variant: string, memory: WebAssembly.Memory): RankingMemory["kernels"] {
  const file = new URL(`../../core/kernels/${variant}.wasm`, import.meta.url);
  const module = new WebAssembly.Module(Deno.readFileSync(file));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels: Record<string, (...args: number[]) => number> = {};
  for (const [name, kernel] of Object.entries(exports)) {
    if (typeof kernel === "function") kernels[name] = (...args) => kernel(...args);
  }
  return kernels;
}

function aligned(address: number): number {
  return Math.ceil(address / 16) * 16;
}
