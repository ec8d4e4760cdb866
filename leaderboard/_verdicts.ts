import type { Outcomes } from "./schema/outcomes.ts";
import type { Verdict, VerdictEvidence } from "./schema/leaderboard.ts";

/** Methods that a verdict may look at. */
export const CONTROLS: readonly string[] = [
  "random",
  "popularity",
  "markov",
  "rare_first",
  "next_id",
];

/**
 * What the controls say of a task (rule 9 of the protocols): "beats" means that the mean over cases
 * of the difference, by the selection metric, is over 3 of its standard errors.
 *
 * @param cases the task's cases: which are in the headline, which are in the slice "time-tied"
 * @param marks per control that was run: the selection metric of each case, averaged over seeds
 */
export function verdicts(
  cases: Pick<Outcomes, "headline" | "slices">,
  marks: ReadonlyMap<string, Float64Array>,
  metric: string,
): Verdict[] {
  const held = (control: string, against: string, slice: string | null = null) => {
    const a = marks.get(control), b = marks.get(against);
    const flag = slice === null ? cases.headline : cases.slices[slice];
    return a && b && flag ? compared(a, b, flag, { control, against, slice, metric }) : undefined;
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
  a: Float64Array,
  b: Float64Array,
  flag: Uint8Array,
  about: Pick<VerdictEvidence, "control" | "against" | "slice" | "metric">,
): VerdictEvidence | undefined {
  let cases = 0, sum = 0, squares = 0;
  for (let at = 0; at < flag.length; at++) {
    if (!flag[at]) continue;
    cases++;
    sum += a[at] - b[at];
  }
  if (cases < 2) return undefined;
  const effect = sum / cases;
  for (let at = 0; at < flag.length; at++) {
    if (!flag[at]) continue;
    const off = a[at] - b[at] - effect;
    squares += off * off;
  }
  const standardError = Math.sqrt(squares / (cases - 1) / cases);
  return { ...about, cases, effect, standardError, wins: effect > 3 * standardError };
}
