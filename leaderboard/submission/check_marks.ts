import { metricByName } from "../../metrics/metric_by_name.ts";
import { caseMarks } from "../case_marks.ts";
import type { RowMarks } from "../schema/leaderboard.ts";
import type { SubmissionCheck } from "../schema/submission.ts";
import type { StoredRun } from "../stored_run.ts";

/**
 * Of what is left between popularity counted over all events, the answers among them, and a perfect
 * mark: the share that nobody closes who does not know answers. A judgement, and a wide one.
 */
const MOST_CLOSED = 0.9;

/** Standard deviations of one case's difference by which nobody beats each control. Another one. */
const MOST_EFFECT = 2;

/** What is looked at of a row. */
export interface MarkedRow {
  /** Its marks over the headline cases. */
  readonly headline: RowMarks;
  /** Its runs. */
  readonly runs: readonly StoredRun[];
  /** Fingerprint of its task. */
  readonly fingerprint: string;
  /** Metric names of the task. */
  readonly metrics: readonly string[];
}

/** What a row's marks are held against. */
export interface MarksContext {
  /** What a row is called. */
  readonly where: string;
  /**
   * What the trust check "leaked popularity" finds in the task, frozen anew; null where there is nothing
   * to choose from, undefined without the data.
   */
  readonly leaked: { readonly metric: string; readonly all: number } | null | undefined;
  /** Runs of controls. */
  readonly controls: readonly StoredRun[];
}

/**
 * Whether marks are no better than can be: against what a leak would bring to popularity, and against
 * each control, case by case.
 *
 * @throws {UserError} if outcomes cannot be read
 *
 * @example
 * ```ts
 * import { checkMarks } from "./check_marks.ts";
 * const best = { values: [1], mean: 1, optimistic: 1, pessimistic: 1 };
 * const mark = { ...best, deviation: null, interval: null, corrected: null };
 * const row = {
 *   ...{ headline: { cases: 9, metrics: { MRR: mark } }, fingerprint: "f", metrics: ["MRR"], runs: [] },
 * };
 * const leaked = { metric: "MRR", all: 0.3 };
 * const [{ state }] = await checkMarks(row, { where: "mine", leaked, controls: [] });
 * if (state !== "bad") throw new Error("a perfect mark passed");
 * ```
 */
export async function checkMarks(
  row: MarkedRow,
  context: MarksContext,
): Promise<SubmissionCheck[]> {
  const { where } = context;
  const told = [againstLeak(row, context), await againstControls(row, context)];
  return told.map((each) => ({ check: "marks", where, ...each }));
}

type Told = Pick<SubmissionCheck, "state" | "said">;

function againstLeak({ headline }: MarkedRow, { leaked }: MarksContext): Told {
  const metric = leaked ? headline.metrics[leaked.metric] : undefined;
  if (leaked === undefined) {
    return { state: "open", said: "popularity over all events: no data, expected --data" };
  }
  if (!leaked || !metric) {
    return { state: "open", said: "popularity over all events: no such mark in this task" };
  }
  const limit = leaked.all + MOST_CLOSED * (1 - leaked.all);
  const said = `${leaked.metric} ${metric.mean.toFixed(4)}, popularity over all events with the ` +
    `answers ${leaked.all.toFixed(4)}`;
  return metric.mean > limit
    ? { state: "bad", said: `${said}, expected at most ${limit.toFixed(4)}` }
    : { state: "good", said };
}

async function againstControls(
  { runs, fingerprint, metrics }: MarkedRow,
  { controls }: MarksContext,
): Promise<Told> {
  const name = metrics.find((each) => /^(rank|share)$/.test(metricByName(each).kind));
  const beside = controls.filter(({ record: { key, result } }) =>
    result.task.fingerprint === fingerprint && runs.every(({ record }) => record.key !== key)
  );
  if (name === undefined || beside.length === 0) {
    const why = name === undefined ? "no metric of single ranks" : "no runs of theirs beside it";
    return { state: "open", said: `controls: ${why}, expected some to hold it against` };
  }
  const own = await meanMarks(runs, name), effects: { control: string; effect: number }[] = [];
  for (const [control, ofOne] of Map.groupBy(beside, ({ record }) => record.result.method.id)) {
    effects.push({ control, effect: effectOf(own, await meanMarks(ofOne, name)) });
  }
  const [{ control, effect }] = effects.toSorted((a, b) => a.effect - b.effect);
  const said = `${name}: ${effect.toFixed(2)} standard deviations of a case over ${control}, the ` +
    `best of ${effects.length} controls`;
  return effect > MOST_EFFECT
    ? { state: "bad", said: `${said}, expected at most ${MOST_EFFECT}` }
    : { state: "good", said };
}

/** Per headline case the mark, averaged over runs. */
async function meanMarks(runs: readonly StoredRun[], name: string): Promise<Float64Array> {
  let sum = new Float64Array(0);
  for (const run of runs) {
    const outcomes = await run.outcomes(), mark = caseMarks(outcomes, metricByName(name));
    const asked = [...outcomes.headline.keys()].filter((at) => outcomes.headline[at] === 1);
    const marks = Float64Array.from(asked, (at) => mark?.(at).value ?? NaN);
    sum = sum.length === 0 ? marks : sum.map((each, i) => each + marks[i]);
  }
  return sum.map((each) => each / runs.length);
}

/** Mean of the differences in their standard deviations; 0 where nothing differs. */
function effectOf(a: Float64Array, b: Float64Array): number {
  const differences = a.map((each, i) => each - b[i]), cases = differences.length;
  const mean = differences.reduce((sum, each) => sum + each, 0) / cases;
  const squares = differences.reduce((sum, each) => sum + (each - mean) * (each - mean), 0);
  return mean === 0 ? 0 : mean / Math.sqrt(squares / cases);
}
