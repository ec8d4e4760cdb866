import type { BoundedMark, Metric, RankMetric } from "./metric.ts";
import type { Rank } from "./rank.ts";

/**
 * Marks a rank by a metric: the mean over the ranks that a tie block may take, exact rather than
 * drawn, and its bounds.
 *
 * Source: McSherry and Najork, "Computing information retrieval performance measures efficiently in
 * the presence of tied scores" (ECIR 2008), for one relevant item.
 *
 * @param rank `ranked`, the number of candidates, is needed where the cut-off is a share of it
 *
 * @throws {RangeError} if the rank is none: `greater` no whole number, or `tied` below 1, or its end
 * beyond `ranked`
 * @throws {TypeError} if the metric is none of ranks, or needs `ranked` where there is none
 *
 * @example
 * ```ts
 * import { hitRate } from "./hit_rate.ts";
 * import { markRank } from "./mark_rank.ts";
 * const mark = markRank(hitRate(10), { greater: 0, tied: 100 });
 * if (mark.value !== 0.1 || mark.optimistic !== 1 || mark.pessimistic !== 0) throw new Error("off");
 * ```
 */
export function markRank(
  metric: Metric,
  rank: Pick<Rank, "greater" | "tied"> & Partial<Pick<Rank, "ranked">>,
): BoundedMark {
  const { greater, tied, ranked } = rank;
  if (!(Number.isSafeInteger(greater) && Number.isSafeInteger(tied)) || greater < 0 || tied < 1) {
    throw new RangeError(
      `Cannot mark rank ${greater} + ${tied}: no rank, expected whole numbers from 0 and from 1`,
    );
  }
  const { at, sum } = rankMetric(metric, ranked);
  if (ranked !== undefined && !(greater + tied <= ranked)) {
    throw new RangeError(
      `Cannot mark rank ${greater} + ${tied}: beyond ${ranked} candidates, expected one of them`,
    );
  }
  const optimistic = at(greater + 1), pessimistic = at(greater + tied);
  const value = tied === 1 ? optimistic : sum(greater + 1, greater + tied) / tied;
  return { value, optimistic, pessimistic };
}

function rankMetric(metric: Metric, ranked: number | undefined): RankMetric {
  if (metric.kind === "rank") return metric;
  if (metric.kind === "share" && ranked !== undefined) return metric.of(ranked);
  const lacks = metric.kind === "share"
    ? "the number of candidates is not told"
    : "no metric of ranks";
  throw new TypeError(`Cannot mark a rank by "${metric.name}": ${lacks}, expected one`);
}
