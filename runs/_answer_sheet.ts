import type { Rank } from "../metrics/rank.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { PoolRank } from "./ranking/pool_rank.ts";

/** The columns that an examination fills, case by case in any order. */
export class AnswerSheet {
  readonly greater: Uint32Array;
  readonly tied: Uint32Array;
  readonly ranked: Uint32Array;
  /** Sampled: a score per candidate. */
  readonly scores: Float32Array | undefined;
  /** Whole pools: the best 20 a case. */
  readonly top: Uint32Array | undefined;
  readonly kept = new Map<number, Float32Array>();
  #nanScores = 0;

  constructor({ length, candidates }: CaseSet) {
    this.greater = new Uint32Array(length);
    this.tied = new Uint32Array(length);
    this.ranked = new Uint32Array(length);
    this.scores = candidates && new Float32Array(candidates.items.length);
    this.top = candidates ? undefined : new Uint32Array(20 * length);
  }

  get nanScores(): number {
    return this.#nanScores;
  }

  take(index: number, rank: Rank): void {
    this.greater[index] = rank.greater;
    this.tied[index] = rank.tied;
    this.ranked[index] = rank.ranked;
    this.#nanScores += rank.unscored;
  }

  /** Sampled: puts a score to its place in the candidate columns. */
  putScore(place: number, score: number): void {
    if (this.scores) this.scores[place] = score;
  }

  /** @param scores of the whole pool, if they are to be kept */
  takePool(index: number, rank: PoolRank, scores?: Float32Array): void {
    if (scores) this.kept.set(index, scores);
    this.take(index, rank);
    this.top?.set(rank.top, 20 * index);
  }
}
