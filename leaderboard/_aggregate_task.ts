import { UserError } from "../core/user_error.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import { caseGroups } from "./statistics/case_groups.ts";
import { Resamples } from "./statistics/resamples.ts";
import { rowId } from "./_row_id.ts";
import { rowMarks, withStatistics } from "./_row_marks.ts";
import { rowOrder } from "./_row_order.ts";
import { rowStatistics } from "./_row_statistics.ts";
import { CONTROLS, verdicts } from "./_verdicts.ts";
import type { LeaderboardRow, LeaderboardTask } from "./schema/leaderboard.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import type { RunRecord } from "./schema/run_record.ts";
import type { StoredRun } from "./stored_run.ts";

/** A row to be, with the runs it is made of. */
interface Draft {
  readonly row: LeaderboardRow;
  readonly runs: readonly StoredRun[];
}

/** The rows and verdicts of one task, from its runs in any order. */
export async function aggregateTask(runs: readonly StoredRun[]): Promise<LeaderboardTask> {
  const { task, protocol, dataset, metrics } = runs[0].record.result;
  const drafts = [...Map.groupBy(runs, ({ record }) => rowId(record.result)).entries()]
    .map(([id, runs]) => draftOf(id, runs))
    .sort((a, b) => rowOrder(a.row, b.row, metrics[0]));
  const cases = await runs[0].outcomes(), groups = caseGroups(cases);
  const names = { metrics, groups: groups.groups.map(({ name }) => name) };
  // A verdict is about single cases: by the first metric that has a value for each.
  const judged = metrics.findIndex((name) => /^(rank|share)$/.test(metricByName(name).kind));
  const resamples = new Resamples(groups.users, task.fingerprint);
  const about = { groups, resamples, tables: new Map(), judged };
  const controls = new Map<string, Float64Array>();
  const rows: LeaderboardRow[] = [];
  for (const { row, runs } of drafts) {
    const statistics = await rowStatistics(
      runs.map(({ record, outcomes }) => async () => sameCases(await outcomes(), cases, record)),
      about,
    );
    rows.push({ ...row, ...withStatistics(row, statistics, names) });
    // The first row of a control is its best comparable one.
    const { id } = row.method;
    if (CONTROLS.includes(id) && !controls.has(id)) controls.set(id, statistics.judged);
  }
  return {
    fingerprint: task.fingerprint,
    protocol,
    protocolSeed: task.protocolSeed,
    dataset,
    counts: task.counts,
    metrics,
    rows,
    verdicts: verdicts(cases, judged < 0 ? new Map() : controls, metrics[Math.max(0, judged)]),
  };
}

function draftOf(id: string, unordered: readonly StoredRun[]): Draft {
  const runs = unordered.toSorted((a, b) => a.record.result.seed - b.record.result.seed);
  const results = runs.map(({ record }) => record.result);
  const { method, config, configSha256, device, kernels, deno } = results[0];
  const { search, fromScratch, text } = results[0];
  const seeds = results.map(({ seed }) => seed);
  const twice = seeds.find((seed, i) => seeds[i + 1] === seed);
  if (twice !== undefined) {
    throw new UserError(`Cannot aggregate "${method.id}": seed ${twice} twice, expected once`);
  }
  const notComparable = [...new Set(results.flatMap((each) => each.notComparable))].sort();
  const row = {
    ...{ id, method, config, configSha256, device, kernels, deno, seeds, notComparable },
    validationCalls: results.map(({ validationCalls }) => validationCalls),
    nanScores: results.map(({ nanScores }) => nanScores),
    ...rowMarks(results),
    ...(text && { text }),
    ...(search && { search }),
    ...(fromScratch && { fromScratch }),
  };
  return { row, runs };
}

/** The outcomes, once it is seen that they and the record are about the task's cases. */
function sameCases(outcomes: Outcomes, cases: Outcomes, { key, result }: RunRecord): Outcomes {
  const slices = Object.keys(cases.slices).sort(), domains = cases.domains.toSorted();
  const same = equal(outcomes.user, cases.user) && equal(outcomes.domain, cases.domain) &&
    equal(outcomes.headline, cases.headline) && equal(outcomes.domains, cases.domains) &&
    equal(outcomes.metrics, cases.metrics) && equal(result.metrics, cases.metrics) &&
    equal(Object.keys(result.domains).sort(), domains) &&
    equal(Object.keys(result.slices).sort(), slices) &&
    equal(Object.keys(outcomes.slices).sort(), slices) &&
    slices.every((name) => equal(outcomes.slices[name], cases.slices[name]));
  if (!same) {
    throw new UserError(
      `Cannot aggregate run ${key.slice(0, 8)}: its cases are not the task's, expected the same`,
    );
  }
  return outcomes;
}

function equal(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
