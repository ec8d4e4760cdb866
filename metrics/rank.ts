/** Where a target stands among its candidates. Its rank is one of greater + 1 … greater + tied. */
export interface Rank {
  /** Candidates that scored higher. */
  readonly greater: number;
  /** Candidates that scored the same, the target included. */
  readonly tied: number;
  /** Candidates ranked, the target included. */
  readonly ranked: number;
  /** Candidates ranked that have no score (NaN). */
  readonly unscored: number;
}

/** Which of the scores are one query's, and which of them do not count. */
export interface RankRange {
  /** Position of the query's first candidate; 0 unless said. */
  readonly begin?: number;
  /** Position after its last one; the number of scores unless said. */
  readonly end?: number;
  /** Positions in the range that are not ranked (a history), strictly ascending; none unless said. */
  readonly skip?: ArrayLike<number>;
}

/** What one pass over the scores of a query's candidates counts, the target's included. */
export interface RankCounts {
  /** Scores higher than the target's. */
  readonly greater: number;
  /** Scores as high as the target's or higher. */
  readonly atLeast: number;
  /** NaN. */
  readonly unscored: number;
  /** ±Infinity. */
  readonly infinite: number;
  /** Candidates ranked. */
  readonly ranked: number;
}

/**
 * Where a target stands, from counts that were made elsewhere: the rule of {@linkcode rankOf}, for
 * pools of which nobody holds all scores at once.
 *
 * @param bar the target's score
 * @param counts of the ranked candidates; comparisons with NaN do not hold and count nothing
 * @throws {RangeError} if a score is ±Infinity
 *
 * @example
 * ```ts
 * import { rankOfCounts } from "./rank.ts";
 * const counts = { greater: 1, atLeast: 3, unscored: 1, infinite: 0, ranked: 4 };
 * if (rankOfCounts(0.2, counts).tied !== 2) throw new Error("not rank 2 to 3");
 * const none = { greater: 0, atLeast: 0, unscored: 1, infinite: 0, ranked: 4 };
 * if (rankOfCounts(NaN, none).greater !== 3) throw new Error("not the last");
 * ```
 */
export function rankOfCounts(bar: number, counts: RankCounts): Rank {
  const { greater, atLeast, unscored, infinite, ranked } = counts;
  if (infinite > 0) {
    throw new RangeError(
      `Cannot rank ${ranked} scores: ${infinite} of them are ±Infinity, ` +
        "expected finite numbers or NaN",
    );
  }
  return Number.isNaN(bar)
    ? { greater: ranked - unscored, tied: unscored, ranked, unscored }
    : { greater, tied: atLeast - greater, ranked, unscored };
}

/**
 * Where the candidate at position `target` stands among `scores`: this file is the one place where
 * scores become ranks.
 *
 * Higher is better. Candidates with the target's very score are tied with it, in no order. NaN is
 * "no score": all of them are one tie block below every number, so that a target without a score has
 * every scored candidate above it. ±Infinity is refused, in skipped positions too.
 *
 * @param scores one score per candidate, of one query or of many
 * @param target position of the target in `scores`
 *
 * @throws {RangeError} if a score is ±Infinity, the target lies outside the range or is skipped, or
 * `skip` does not ascend within the range
 *
 * @example
 * ```ts
 * import { rankOf } from "./rank.ts";
 * const { greater, tied } = rankOf(new Float32Array([0.2, 0.9, 0.2, NaN]), 0);
 * if (greater !== 1 || tied !== 2) throw new Error("not rank 2 to 3");
 * ```
 */
export function rankOf(scores: Float32Array, target: number, range: RankRange = {}): Rank {
  const { begin = 0, end = scores.length, skip = [] } = range;
  if (!(Number.isInteger(begin) && Number.isInteger(end)) || begin < 0 || end > scores.length) {
    throw new RangeError(
      `Cannot rank positions ${begin} to ${end}: out of range, expected 0 … ${scores.length}`,
    );
  }
  if (!Number.isInteger(target) || target < begin || target >= end) {
    throw new RangeError(
      `Cannot rank target ${target}: out of range, expected ${begin} … ${end - 1}`,
    );
  }
  const bar = scores[target];
  let greater = 0, atLeast = 0, unscored = 0, doubt = 0;
  // No branch and no test for NaN in here: a full ranking passes it once per item of the catalogue.
  for (let at = begin; at < end; at++) {
    const score = scores[at];
    greater += Number(score > bar);
    atLeast += Number(score >= bar);
    doubt += score * 0;
  }
  // NaN times 0 and ±Infinity times 0 are NaN; every number times 0 is 0.
  for (let at = begin; doubt !== 0 && at < end; at++) {
    if (Number.isNaN(scores[at])) unscored++;
    else if (!Number.isFinite(scores[at])) {
      throw new RangeError(
        `Cannot rank the score at ${at}: ${scores[at]}, expected a finite number or NaN`,
      );
    }
  }
  for (let i = 0, last = begin - 1; i < skip.length; last = skip[i++]) {
    const at = skip[i];
    if (!(Number.isInteger(at) && at > last && at < end) || at === target) {
      throw new RangeError(
        `Cannot skip position ${at}: not one of ${last + 1} … ${end - 1} without the target, ` +
          `expected ascending positions of the range`,
      );
    }
    greater -= Number(scores[at] > bar);
    atLeast -= Number(scores[at] >= bar);
    unscored -= Number(Number.isNaN(scores[at]));
  }
  const ranked = end - begin - skip.length;
  return rankOfCounts(bar, { greater, atLeast, unscored, infinite: 0, ranked });
}
