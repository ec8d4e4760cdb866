import type { Outcomes } from "./schema/outcomes.ts";
import type { Verdict, VerdictEvidence } from "./schema/leaderboard.ts";
import { clusteredError } from "./statistics/clustered_error.ts";

/** Methods that a verdict may look at. */
export const CONTROLS: readonly string[] = [
  "random",
  "popularity",
  "markov",
  "rare_first",
  "next_id",
];

/** What verdicts know of a task's cases. */
export interface JudgedCases extends Pick<Outcomes, "user" | "headline" | "slices"> {
  /** Per case a number that cases of the same answer share; records may not tell it. */
  readonly answerGroup?: Uint32Array;
}

/**
 * What the controls say of a task (rule 9 of the protocols): "beats" means that the mean over cases
 * of the difference is over 3 of its standard errors. The error takes together cases of one user and
 * cases of one answer: a popular answer with a high id is far from, or near to, many histories at once.
 * Without knowing answers it is too small, by up to a quarter (docs/results/statistics.md).
 *
 * @param cases the task's cases: whose, which are in the headline, which in the slice "time-tied"
 * @param marks per control that was run: the metric of each case, averaged over seeds
 */
export function verdicts(
  cases: JudgedCases,
  marks: ReadonlyMap<string, Float64Array>,
  metric: string,
): Verdict[] {
  const held = (control: string, against: string, slice: string | null = null) => {
    const a = marks.get(control), b = marks.get(against);
    const flag = slice === null ? cases.headline : cases.slices[slice];
    return a && b && flag
      ? compared({ a, b }, { cases, flag }, { control, against, slice, metric })
      : undefined;
  };
  const ids = held("next_id", "random");
  const order = [held("next_id", "popularity"), held("next_id", "markov")].filter(isMade);
  const tied = held("next_id", "random", "time-tied");
  const pool = [held("rare_first", "random"), held("rare_first", "popularity")].filter(isMade);
  const leaks = ids && ((ids.wins && order.some(wins)) || tied?.wins === true);
  return [
    verdict("ids-predict-targets", [ids].filter(isMade), ids?.wins),
    verdict(
      "order-leaking",
      [ids, ...order, tied].filter(isMade),
      leaks || order.length > 0 ? leaks : undefined,
    ),
    verdict("pool-leaks", pool, pool.length === 2 ? pool.every(wins) : undefined),
  ];
}

function verdict(
  id: Verdict["id"],
  evidence: readonly VerdictEvidence[],
  holds: boolean | undefined,
): Verdict {
  return { id, state: holds === undefined ? "unknown" : holds ? "yes" : "no", evidence };
}

function isMade(evidence: VerdictEvidence | undefined): evidence is VerdictEvidence {
  return evidence !== undefined;
}

function wins(evidence: VerdictEvidence): boolean {
  return evidence.wins;
}

/** The paired comparison on the flagged cases; none if there are fewer than two. */
function compared(
  { a, b }: Readonly<Record<"a" | "b", Float64Array>>,
  { cases: { user, answerGroup }, flag }: { cases: JudgedCases; flag: Uint8Array },
  about: Pick<VerdictEvidence, "control" | "against" | "slice" | "metric">,
): VerdictEvidence | undefined {
  const flagged = Uint32Array.from(flag.keys()).filter((at) => flag[at] === 1);
  const cases = flagged.length;
  if (cases < 2) return undefined;
  const differences = Float64Array.from(flagged, (at) => a[at] - b[at]);
  const effect = differences.reduce((sum, each) => sum + each, 0) / cases;
  const users = flagged.map((at) => user[at]);
  const standardError = answerGroup
    ? clusteredError(differences, [users, flagged.map((at) => answerGroup[at])])
    : clusteredError(differences, [users]);
  return { ...about, cases, effect, standardError, wins: effect > 3 * standardError };
}
