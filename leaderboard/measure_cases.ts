import type { ListsMetric, Measure, RowMetric, Rows } from "../metrics/metric.ts";
import type { FullAnswers, Outcomes } from "./schema/outcomes.ts";

/**
 * What a metric of many cases together (AUC, GAUC, coverage) says of some of a run's cases. Its
 * `resampled` counts times by `outcomes.user`: give users the numbers that a bootstrap draws.
 *
 * Rows: of sampled lists every (candidate, label) pair, the target the positive; of clicks the shown
 * item with its label. Lists: the best of every case, out of the pools that these cases rank.
 *
 * @param cases indices of the cases, ascending
 * @throws {TypeError} if the outcomes do not hold what the metric is computed from
 *
 * @example
 * ```ts
 * import { auc } from "../metrics/auc.ts";
 * import { measureCases } from "./measure_cases.ts";
 * const none = new Uint32Array(2), one = Uint32Array.of(1, 1);
 * const { mark } = measureCases({
 *   ...{ length: 2, domains: ["books"], metrics: ["AUC"], slices: {} },
 *   ...{ user: none, domain: new Uint8Array(2), headline: Uint8Array.of(1, 1) },
 *   ...{ greater: none, tied: one, ranked: one },
 *   answers: {
 *     kind: "click",
 *     ...{ logits: false, label: Uint8Array.of(1, 0) },
 *     ...{ offsets: Uint32Array.of(0, 1, 2), score: Float32Array.of(3, -3), target: none },
 *   },
 * }, { metric: auc(), cases: [0, 1] });
 * if (mark?.value !== 1) throw new Error("the click is not above the other");
 * ```
 */
export function measureCases(
  outcomes: Outcomes,
  { metric, cases }: {
    readonly metric: RowMetric | ListsMetric;
    readonly cases: ArrayLike<number>;
  },
): Measure {
  const { answers } = outcomes, { name } = metric;
  const refuse = (is: string, expected: string): never => {
    throw new TypeError(`Cannot mark outcomes by "${name}": ${is}, expected ${expected}`);
  };
  if (metric.kind === "rows") {
    if (answers.kind === "full") return refuse("the best 20 items alone", "every score");
    return metric.over(rowsOf(outcomes, answers, cases));
  }
  if (answers.kind !== "full") return refuse(`${answers.kind} answers`, "ranked pools");
  if (!answers.pools) return refuse("no pool sizes", "outcomes that hold them");
  const { top, pools } = answers;
  const items = new Uint32Array(20 * cases.length);
  const user = new Uint32Array(cases.length), met = new Map<string, number>();
  for (let i = 0; i < cases.length; i++) {
    const at = cases[i], domain = outcomes.domain[at];
    items.set(top.subarray(20 * at, 20 * at + 20), 20 * i);
    user[i] = outcomes.user[at];
    const isHeadline = outcomes.headline[at] === 1;
    met.set(`${domain} ${isHeadline}`, (isHeadline ? pools.pool : pools.coldPool)[domain]);
  }
  const pool = [...met.values()].reduce((sum, each) => sum + each, 0);
  return metric.over({ items, width: 20, user, pool });
}

function rowsOf(
  outcomes: Outcomes,
  answers: Exclude<Outcomes["answers"], FullAnswers>,
  cases: ArrayLike<number>,
): Rows {
  const { offsets, target } = answers;
  let length = 0;
  for (let i = 0; i < cases.length; i++) length += offsets[cases[i] + 1] - offsets[cases[i]];
  const score = new Float32Array(length), label = new Uint8Array(length);
  const user = new Uint32Array(length), domain = new Uint8Array(length);
  let row = 0;
  for (let i = 0; i < cases.length; i++) {
    const at = cases[i], begin = offsets[at], end = offsets[at + 1];
    score.set(answers.score.subarray(begin, end), row);
    user.fill(outcomes.user[at], row, row + end - begin);
    domain.fill(outcomes.domain[at], row, row + end - begin);
    label[row + target[at]] = answers.kind === "click" ? answers.label[at] : 1;
    row += end - begin;
  }
  return { score, label, user, domain };
}
