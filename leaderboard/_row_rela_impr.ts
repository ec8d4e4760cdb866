import { aucStandardError } from "../metrics/auc_standard_error.ts";
import { relaImpr } from "../metrics/rela_impr.ts";
import type { LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";

/**
 * RelaImpr of a row's pooled AUC against the row of its variant that learns from one domain alone, or
 * against the baseline if it names none; null where there is no such row, no AUC of one pool of
 * labelled cases, or a base that is not a standard error above chance.
 */
export function rowRelaImpr(
  row: LeaderboardRow | undefined,
  { counts, rows }: LeaderboardTask,
  baseline: string | undefined,
): number | null {
  const base = row?.method.singleDomain ?? baseline;
  const single = rows.find(({ method }) => method.id === base)?.headline.metrics.AUC?.mean;
  const auc = row?.headline.metrics.AUC?.mean, positives = counts.likedCases;
  if (auc === undefined || single === undefined || positives === undefined) return null;
  const negatives = counts.testCases - positives;
  const standardError = aucStandardError({ auc: single, positives, negatives });
  return relaImpr({ auc, single, standardError });
}
