import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { auc } from "./auc.ts";
import { averagePopularity } from "./average_popularity.ts";
import { coverage } from "./coverage.ts";
import { gauc } from "./gauc.ts";
import { hitRate } from "./hit_rate.ts";
import { logLoss } from "./log_loss.ts";
import type { Metric } from "./metric.ts";
import { mrr } from "./mrr.ts";
import { ndcg } from "./ndcg.ts";
import { rNdcgShare } from "./r_ndcg_share.ts";
import { recallShare } from "./recall_share.ts";

/** Metrics with a cut-off, and the largest: of lists, records keep the first 20 items. */
const CUT: Readonly<Record<string, readonly [make: (k: number) => Metric, most: number]>> = {
  HR: [hitRate, 1000000],
  NDCG: [ndcg, 1000000],
  MRR: [mrr, 1000000],
  coverage: [coverage, 20],
  "average popularity": [averagePopularity, 20],
};

const WHOLE: Readonly<Record<string, () => Metric>> = {
  MRR: () => mrr(),
  AUC: auc,
  GAUC: gauc,
  "log-loss": logLoss,
  "Recall@K%": recallShare,
  "r-NDCG@K%": rNdcgShare,
};

/**
 * The metric of a name as protocols write it: "HR@k", "NDCG@k", "MRR@k" with a whole number k from 1
 * to 1,000,000, "coverage@k" and "average popularity@k" with one from 1 to 20, or "MRR", "AUC",
 * "GAUC", "log-loss", "Recall@K%", "r-NDCG@K%" as they stand: K % is decided by the pool.
 *
 * @throws {UserError} if there is no such metric, with the nearest names
 *
 * @example
 * ```ts
 * import { metricByName } from "./metric_by_name.ts";
 * const metric = metricByName("NDCG@10");
 * if (metric.kind !== "rank" || metric.at(3) !== 0.5) throw new Error("not NDCG@10");
 * if (metricByName("Recall@K%").kind !== "share") throw new Error("not of a share");
 * ```
 */
export function metricByName(name: string): Metric {
  if (Object.hasOwn(WHOLE, name)) return WHOLE[name]();
  const [, kind, digits] = /^(.+)@([1-9][0-9]{0,6})$/.exec(name) ?? [];
  if (kind !== undefined && Object.hasOwn(CUT, kind)) {
    const [make, most] = CUT[kind];
    if (Number(digits) <= most) return make(Number(digits));
  }
  const cut = /@([1-9][0-9]{0,5})$/.exec(name)?.[1] ?? "10";
  const cuts = Object.entries(CUT).map(([kind, [, most]]) =>
    `${kind}@${Math.min(most, Number(cut))}`
  );
  const near = nearNames(name, [...cuts, ...Object.keys(WHOLE)]).map((each) => `"${each}"`);
  throw new UserError(
    `Cannot find metric "${name}": ` +
      (near.length > 0
        ? `did you mean ${near.join(" or ")}?`
        : `no such metric, expected one of ${known()}`),
  );
}

function known(): string {
  return [...Object.keys(CUT).map((kind) => `${kind}@k`), ...Object.keys(WHOLE)]
    .map((each) => `"${each}"`).join(", ");
}
