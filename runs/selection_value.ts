import { markRank } from "../metrics/mark_rank.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Examined } from "./examine.ts";

/**
 * The selection metric over examined validation cases: its mean per domain (NaN for a domain without
 * cases) and the unweighted mean of those.
 */
export function selectionValue(
  cases: CaseSet,
  examined: Examined,
  { metric: name, domains }: { metric: string; domains: number },
): { value: number; byDomain: Float64Array } {
  const metric = metricByName(name);
  const sum = new Float64Array(domains), number = new Float64Array(domains);
  for (let i = 0; i < cases.length; i++) {
    const rank = { greater: examined.greater[i], tied: examined.tied[i] };
    sum[cases.domain[i]] += markRank(metric, rank).value;
    number[cases.domain[i]]++;
  }
  const byDomain = sum.map((each, d) => each / number[d]);
  const asked = byDomain.filter((each) => !Number.isNaN(each));
  return { value: asked.reduce((total, each) => total + each, 0) / asked.length, byDomain };
}
