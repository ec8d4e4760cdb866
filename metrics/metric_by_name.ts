import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { hitRate } from "./hit_rate.ts";
import type { Metric } from "./metric.ts";
import { mrr } from "./mrr.ts";
import { ndcg } from "./ndcg.ts";

/**
 * The metric of a name as protocols write it: "HR@k", "NDCG@k", "MRR@k" or "MRR", with a whole
 * number k from 1 to 1,000,000.
 *
 * @throws {UserError} if there is no such metric, with the nearest names
 *
 * @example
 * ```ts
 * import { metricByName } from "./metric_by_name.ts";
 * if (metricByName("NDCG@10").at(3) !== 0.5) throw new Error("not NDCG@10");
 * ```
 */
export function metricByName(name: string): Metric {
  const [, kind, digits] = /^(HR|NDCG|MRR)@([1-9][0-9]{0,6})$/.exec(name) ?? [];
  const k = Number(digits);
  if (name === "MRR") return mrr();
  if (k <= 1000000) {
    if (kind === "HR") return hitRate(k);
    if (kind === "NDCG") return ndcg(k);
    if (kind === "MRR") return mrr(k);
  }
  const cut = /@([1-9][0-9]{0,5})$/.exec(name)?.[1] ?? "10";
  const near = nearNames(name, [`HR@${cut}`, `NDCG@${cut}`, `MRR@${cut}`, "MRR"])
    .map((each) => `"${each}"`);
  throw new UserError(
    `Cannot find metric "${name}": ` +
      (near.length > 0
        ? `did you mean ${near.join(" or ")}?`
        : 'no such metric, expected "HR@k", "NDCG@k", "MRR@k" or "MRR"'),
  );
}
