import type { Metric } from "./metric.ts";
import type { Rank } from "./rank.ts";

/** One case's mark by one metric. */
export interface RankMark {
  /** Expectation over the ranks greater + 1 … greater + tied, each as likely as any other. */
  readonly value: number;
  /** At rank greater + 1: every tie broken for the target. */
  readonly optimistic: number;
  /** At rank greater + tied: every tie broken against it. */
  readonly pessimistic: number;
}

/**
 * Marks a rank by a metric: the mean over the ranks that a tie block may take, exact rather than
 * drawn, and its bounds.
 *
 * Source: McSherry and Najork, "Computing information retrieval performance measures efficiently in
 * the presence of tied scores" (ECIR 2008), for one relevant item.
 *
 * @throws {RangeError} if the rank is none: `greater` no whole number, or `tied` below 1
 *
 * @example
 * ```ts
 * import { hitRate } from "./hit_rate.ts";
 * import { markRank } from "./mark_rank.ts";
 * const mark = markRank(hitRate(10), { greater: 0, tied: 100 });
 * if (mark.value !== 0.1 || mark.optimistic !== 1 || mark.pessimistic !== 0) throw new Error("off");
 * ```
 */
export function markRank(metric: Metric, rank: Pick<Rank, "greater" | "tied">): RankMark {
  const { greater, tied } = rank;
  if (!(Number.isSafeInteger(greater) && Number.isSafeInteger(tied)) || greater < 0 || tied < 1) {
    throw new RangeError(
      `Cannot mark rank ${greater} + ${tied}: no rank, expected whole numbers from 0 and from 1`,
    );
  }
  const optimistic = metric.at(greater + 1), pessimistic = metric.at(greater + tied);
  const value = tied === 1 ? optimistic : metric.sum(greater + 1, greater + tied) / tied;
  return { value, optimistic, pessimistic };
}
