import { markRank } from "../../metrics/mark_rank.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";
import type { Metric } from "../../metrics/metric.ts";
import type { Task } from "../task.ts";
import { countRanks } from "./_count_ranks.ts";
import { itemCounts } from "./_item_counts.ts";
import { learned } from "./_learned.ts";

/** What a leak of the whole data would bring to the simplest method, over headline cases. */
export interface LeakedPopularity {
  /** The metric: the protocol's selection metric if it marks ranks, else NDCG@10. */
  readonly metric: string;
  /** Headline cases. */
  readonly cases: number;
  /** Users who have them. */
  readonly users: number;
  /** Mean mark of items ordered by their training events. */
  readonly training: number;
  /** Mean mark of items ordered by all events of the task, the answers themselves among them. */
  readonly all: number;
  /** `all` less `training`. */
  readonly effect: number;
  /** Of the effect, by users; null if there are less than two. */
  readonly standardError: number | null;
}

/**
 * The classic leaked baseline: popularity counted over all events, tests included, against popularity
 * counted over training events. It says what a leak would be worth in this task, not that there is one.
 *
 * With the sum Dᵤ of a user's paired differences over nᵤ cases, the effect is d = Σ Dᵤ / Σ nᵤ and its
 * standard error √(U/(U − 1) · Σ (Dᵤ − d·nᵤ)²) / Σ nᵤ over U users, whose cases are not independent.
 *
 * @returns null if there is nothing but the answer to choose from, or no headline case
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { leakedPopularity } from "./leaked_popularity.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { effect, standardError } = leakedPopularity(task) ?? { effect: 0, standardError: 0 };
 * if (!(effect > 3 * (standardError ?? Infinity))) throw new Error("a leak is worth nothing");
 * ```
 */
export function leakedPopularity(task: Task): LeakedPopularity | null {
  const { protocol: { candidates, metrics } } = task.protocol, { test } = task;
  if (candidates.kind === "shown") return null;
  const metric = rankMetric(metrics[0]);
  const own = countRanks(task, itemCounts(task, learned(task)));
  const leaked = countRanks(task, itemCounts(task));
  const mark = ({ greater, tied, ranked }: typeof own, i: number): number =>
    markRank(metric, { greater: greater[i], tied: tied[i], ranked: ranked[i] }).value;
  const sums = new Float64Array(task.corpus.users.length), counts = new Float64Array(sums.length);
  let cases = 0, training = 0, all = 0;
  for (let i = 0; i < test.length; i++) {
    if (!test.headline[i]) continue;
    const before = mark(own, i), after = mark(leaked, i);
    cases++;
    training += before;
    all += after;
    sums[test.user[i]] += after - before;
    counts[test.user[i]]++;
  }
  if (cases === 0) return null;
  let users = 0, total = 0, squares = 0;
  for (const sum of sums) total += sum;
  const effect = total / cases;
  for (let user = 0; user < sums.length; user++) {
    if (counts[user] === 0) continue;
    const off = sums[user] - effect * counts[user];
    users++;
    squares += off * off;
  }
  return {
    metric: metric.name,
    cases,
    users,
    training: training / cases,
    all: all / cases,
    effect,
    standardError: users < 2 ? null : Math.sqrt(users / (users - 1) * squares) / cases,
  };
}

function rankMetric(selection: string): Metric {
  const metric = metricByName(selection);
  return metric.kind === "rank" || metric.kind === "share" ? metric : metricByName("NDCG@10");
}
