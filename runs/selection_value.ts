import { markRank } from "../metrics/mark_rank.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Examined } from "./examine.ts";

/**
 * The selection metric over examined validation cases: its mean per domain (NaN for a domain without
 * cases) and the unweighted mean of those.
 *
 * @param examined of these cases
 * @param options `metric`: its name; `domains`: how many there are
 * @throws {UserError} if there is no such metric
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { selectionValue } from "./selection_value.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const none = new Uint32Array(task.validation.length), one = none.map(() => 1);
 * const best = { greater: none, tied: one, ranked: one, nanScores: 0, kept: new Map() };
 * const options = { metric: "NDCG@10", domains: 3 };
 * const { value, byDomain } = selectionValue(task.validation, best, options);
 * if (value !== 1 || byDomain.join() !== "1,1,1") throw new Error("first everywhere is not 1");
 * ```
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
