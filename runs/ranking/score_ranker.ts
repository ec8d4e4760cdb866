import type { PoolQuestion } from "./pool_question.ts";
import type { PoolRank } from "./pool_rank.ts";
import { RankingMemory } from "./ranking_memory.ts";

/** Scores that are looked at together: they fit a second-level cache. */
const COLUMNS = 16384;

/**
 * Ranks the scores of a pool, query by query.
 *
 * @example
 * ```ts
 * import { ScoreRanker } from "./score_ranker.ts";
 * const ranker = new ScoreRanker(Uint32Array.of(30, 20, 10, 40));
 * const scores = Float32Array.of(0.5, 0.5, 0.5, 0.9);
 * const { greater, tied, top } = ranker.rank(scores, { target: 0, skip: [3] });
 * if (greater !== 0 || tied !== 3) throw new Error("not tied with two others");
 * if (top.subarray(0, 3).join() !== "10,20,30") throw new Error("ties not by name");
 * ```
 */
export class ScoreRanker {
  readonly #memory: RankingMemory;
  readonly #pool: number;

  /** @param names a name per position of the pool, all different, below `NO_ITEM` */
  constructor(names: Uint32Array) {
    const size = { rows: 1, columns: COLUMNS, room: () => 0 };
    this.#memory = new RankingMemory(names, { kernels: "strict", ...size });
    this.#pool = names.length;
  }

  /**
   * Where the answer stands among one query's scores.
   *
   * @param scores one per position of the pool
   * @throws {RangeError} if a score is ±Infinity, also where it is not ranked; if the question points
   * out of the pool; if there are more or fewer scores
   */
  rank(scores: Float32Array, question: PoolQuestion): PoolRank {
    if (scores.length !== this.#pool) {
      throw new RangeError(
        `Cannot rank ${scores.length} scores: expected ${this.#pool}, one per item of the pool`,
      );
    }
    const memory = this.#memory, place = memory.block / 4;
    memory.begin([question], (_, target) => scores[target]);
    for (let from = 0; from < scores.length; from += COLUMNS) {
      const part = scores.subarray(from, from + COLUMNS);
      memory.numbers.set(part, place);
      memory.rank({ rows: 1, from, columns: part.length });
    }
    return memory.rankOf(0);
  }
}
