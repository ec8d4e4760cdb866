import type { PoolQuestion } from "./pool_question.ts";
import type { PoolRank } from "./pool_rank.ts";
import { RankingMemory } from "./ranking_memory.ts";

/** Queries and items of a block of scores: 256 KiB, which fit a second-level cache. */
const ROWS = 64, COLUMNS = 1024;
/** Bytes of item vectors that stand in the kernels' memory at most: a larger pool comes in pieces. */
const PIECE = 2 ** 28;

/** The vectors of a pool. */
export interface PoolVectors {
  /** Item vectors, row-major `pool × size`. */
  readonly vectors: Float32Array;
  /** What is added to the scores of each item. */
  readonly bias: Float32Array;
}

/**
 * Ranks a pool of items by ⟨query, item⟩ + bias, with the product kernel of `core/kernels`: a block of
 * scores at a time, which is forgotten once it has been counted.
 *
 * A score's bits depend on its two vectors and the build of the kernels alone: not on who else is asked,
 * on the block or the piece that it stands in.
 *
 * @example
 * ```ts
 * import { VectorRanker } from "./vector_ranker.ts";
 * const items = { vectors: Float32Array.of(1, 0, 0, 1, 1, 1), bias: Float32Array.of(0, 0, -1.5) };
 * const ranker = new VectorRanker(Uint32Array.of(7, 8, 9), { items, kernels: "strict" });
 * const [first] = ranker.rank(Float32Array.of(2, 1), [{ target: 2, skip: [] }]);
 * if (first.greater !== 1 || first.top[0] !== 7) throw new Error("2, 1 and 1.5 in another order");
 * ```
 */
export class VectorRanker {
  readonly #memory: RankingMemory;
  readonly #pool: number;
  readonly #size: number;
  /** Items of a piece. */
  readonly #piece: number;
  /** Addresses. */
  readonly #at: { vectors: number; bias: number; queries: number; one: number; scratch: number };
  /** Position of the first item of the piece that stands in memory; −1 for none. */
  #loaded = -1;
  /** Item vectors on the host, where they do not fit in one piece. */
  #vectors: Float32Array = new Float32Array();

  /**
   * Loads the kernels and takes the first vectors.
   *
   * @param names a name per position of the pool, all different, below `NO_ITEM`
   * @param options `kernels`: the build that multiplies; `pieceBytes`: bytes of item vectors that stand
   * in its memory at most, 256 MiB unless said
   * @throws {TypeError} if there is not one bias and one vector per name
   * @throws {RangeError} if names and biases alone fill a wasm memory
   */
  constructor(
    names: Uint32Array,
    options: {
      readonly items: PoolVectors;
      readonly kernels: "strict" | "relaxed";
      readonly pieceBytes?: number;
    },
  ) {
    const { items, kernels, pieceBytes = PIECE } = options, pool = names.length;
    const size = this.#size = items.vectors.length / pool;
    this.#pool = pool;
    const fit = Math.max(1, Math.floor(pieceBytes / (4 * size * COLUMNS))) * COLUMNS;
    this.#piece = Math.min(pool, fit);
    const lengths = [this.#piece * size, pool, ROWS * size, size];
    const [vectors, bias, queries, one, scratch] = starts(lengths);
    this.#memory = new RankingMemory(names, {
      kernels,
      rows: ROWS,
      columns: COLUMNS,
      room: ({ multiplyScratch }) => scratch + multiplyScratch(size, COLUMNS),
    });
    const { room } = this.#memory;
    this.#at = {
      vectors: room + vectors,
      bias: room + bias,
      queries: room + queries,
      one: room + one,
      scratch: room + scratch,
    };
    this.fill(items);
  }

  /**
   * Takes other vectors of the same items: those of another popularity interval.
   *
   * @throws {TypeError} if there is not one bias and one vector per item, of the size they had
   */
  fill({ vectors, bias }: PoolVectors): void {
    const pool = this.#pool, size = this.#size;
    if (!Number.isInteger(size) || vectors.length !== pool * size || bias.length !== pool) {
      throw new TypeError(
        `Cannot rank by ${vectors.length} numbers of vectors and ${bias.length} biases: ` +
          `expected ${pool} vectors of one size and ${pool} biases`,
      );
    }
    this.#memory.numbers.set(bias, this.#at.bias / 4);
    this.#loaded = -1;
    this.#vectors = vectors;
    if (this.#piece < pool) return;
    this.#load(0);
    this.#vectors = new Float32Array();
  }

  /**
   * Where each query's answer stands.
   *
   * @param queries query vectors, row-major
   * @param questions one per query
   * @throws {TypeError} if the query vectors are of another size
   * @throws {RangeError} if a score is ±Infinity, also where it is not ranked; if a question points out
   * of the pool
   */
  rank(queries: Float32Array, questions: readonly PoolQuestion[]): PoolRank[] {
    const size = this.#size, memory = this.#memory, ranks: PoolRank[] = [];
    if (queries.length !== questions.length * size) {
      throw new TypeError(
        `Cannot rank ${questions.length} queries by ${queries.length} numbers: ` +
          `expected vectors of ${size}`,
      );
    }
    for (let first = 0; first < questions.length; first += ROWS) {
      const group = questions.slice(first, first + ROWS), rows = group.length;
      memory.numbers.set(
        queries.subarray(first * size, (first + rows) * size),
        this.#at.queries / 4,
      );
      memory.begin(group, (row, target) => this.#score(row, target));
      this.#eachBlock(rows, (from, columns) => memory.rank({ rows, from, columns }));
      for (let row = 0; row < rows; row++) ranks.push(memory.rankOf(row));
    }
    return ranks;
  }

  /** All scores of one query, in the pool's order: for those few that are to be kept. */
  scores(query: Float32Array): Float32Array {
    const scores = new Float32Array(this.#pool), { numbers, block } = this.#memory;
    numbers.set(query, this.#at.queries / 4);
    this.#eachBlock(1, (from, columns) => {
      scores.set(numbers.subarray(block / 4, block / 4 + columns), from);
    });
    return scores;
  }

  /** Fills the block with the scores of the queries for one stretch of the pool after the other. */
  #eachBlock(rows: number, use: (from: number, columns: number) => void): void {
    const { queries, vectors } = this.#at, step = 4 * this.#size;
    for (let piece = 0; piece < this.#pool; piece += this.#piece) {
      this.#load(piece);
      const end = Math.min(piece + this.#piece, this.#pool);
      for (let from = piece; from < end; from += COLUMNS) {
        const columns = Math.min(COLUMNS, end - from), item = vectors + (from - piece) * step;
        this.#multiply(queries, { item, from, to: this.#memory.block, rows, columns });
        use(from, columns);
      }
    }
  }

  /** The score of one query's answer, by the same kernel as all others. */
  #score(row: number, target: number): number {
    const { queries, one } = this.#at, { block, numbers } = this.#memory, step = 4 * this.#size;
    let item = this.#at.vectors + target * step;
    if (this.#piece < this.#pool) {
      const from = target * this.#size;
      numbers.set(this.#vectors.subarray(from, from + this.#size), one / 4);
      item = one;
    }
    this.#multiply(queries + row * step, { item, from: target, to: block, rows: 1, columns: 1 });
    return numbers[block / 4];
  }

  /** ⟨query, item⟩ + bias; the items' vectors are the columns. */
  #multiply(
    query: number,
    { item, from, to, rows, columns }: {
      item: number;
      from: number;
      to: number;
      rows: number;
      columns: number;
    },
  ): void {
    const step = 4 * this.#size;
    this.#memory.kernels.multiply(
      ...[query, item, to, this.#at.bias + 4 * from, this.#at.scratch],
      ...[0, 1, rows, columns, this.#size],
      ...[0, step, 4, 0, 4, step, 0, 4 * COLUMNS],
    );
  }

  #load(piece: number): void {
    if (piece === this.#loaded) return;
    const size = this.#size, from = piece * size;
    const part = this.#vectors.subarray(from, from + this.#piece * size);
    this.#memory.numbers.set(part, this.#at.vectors / 4);
    this.#loaded = piece;
  }
}

/** Where columns of some lengths start that lie one after the other, and where the last one ends. */
function starts(lengths: readonly number[]): number[] {
  const bytes = [0];
  for (const length of lengths) bytes.push(bytes[bytes.length - 1] + 4 * length);
  return bytes;
}
