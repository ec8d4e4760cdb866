import { UserError } from "../core/user_error.ts";
import { markRank } from "../metrics/mark_rank.ts";
import { metricByName } from "../metrics/metric_by_name.ts";
import { bootstrap } from "./_bootstrap.ts";
import { type CaseGroups, caseGroups } from "./_case_groups.ts";
import { Resamples } from "./_resamples.ts";
import { rowId } from "./_row_id.ts";
import { rowMarks, withIntervals } from "./_row_marks.ts";
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
    .sort((a, b) => inOrder(a.row, b.row, metrics[0]));
  const cases = await runs[0].outcomes(), groups = caseGroups(cases);
  const names = { metrics, groups: groups.groups.map(({ name }) => name) };
  const resamples = new Resamples(groups.users, task.fingerprint);
  const controls = new Map<string, Float64Array>();
  const rows: LeaderboardRow[] = [];
  for (const { row, runs } of drafts) {
    const { sums, selection } = await sumOver(runs, cases, groups);
    const intervals = bootstrap(groups, sums, resamples);
    rows.push({ ...row, ...withIntervals(row, intervals, names) });
    // The first row of a control is its best comparable one.
    const { id } = row.method;
    if (CONTROLS.includes(id) && !controls.has(id)) controls.set(id, selection);
  }
  return {
    fingerprint: task.fingerprint,
    protocol,
    protocolSeed: task.protocolSeed,
    dataset,
    counts: task.counts,
    metrics,
    rows,
    verdicts: verdicts(cases, controls, metrics[0]),
  };
}

function draftOf(id: string, unordered: readonly StoredRun[]): Draft {
  const runs = unordered.toSorted((a, b) => a.record.result.seed - b.record.result.seed);
  const results = runs.map(({ record }) => record.result);
  const { method, config, configSha256, device, kernels, deno } = results[0];
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
  };
  return { row, runs };
}

/** Comparable rows first; the best first; then by method id and row id. */
function inOrder(a: LeaderboardRow, b: LeaderboardRow, metric: string): number {
  const worth = (row: LeaderboardRow) => row.headline.metrics[metric]?.mean ?? -1;
  const isOut = (row: LeaderboardRow) => Number(row.notComparable.length > 0);
  if (isOut(a) !== isOut(b)) return isOut(a) - isOut(b);
  if (worth(a) !== worth(b)) return worth(b) - worth(a);
  return `${a.method.id} ${a.id}` < `${b.method.id} ${b.id}` ? -1 : 1;
}

/**
 * Sums of a row's marks, averaged over its seeds: per group, metric and row of the group for the
 * bootstrap, and the selection metric of every case for the verdicts.
 */
async function sumOver(
  runs: readonly StoredRun[],
  cases: Outcomes,
  { groups }: CaseGroups,
): Promise<{ sums: Float64Array[][]; selection: Float64Array }> {
  const metrics = cases.metrics.map(metricByName);
  const sums = groups.map(({ user }) => metrics.map(() => new Float64Array(user.length)));
  const selection = new Float64Array(cases.length);
  for (const { record, outcomes } of runs) {
    const { greater, tied } = sameCases(await outcomes(), cases, record);
    for (let at = 0; at < cases.length; at++) {
      const rank = { greater: greater[at], tied: tied[at] };
      for (let m = 0; m < metrics.length; m++) {
        const value = markRank(metrics[m], rank).value / runs.length;
        if (m === 0) selection[at] += value;
        for (let g = 0; g < groups.length; g++) {
          const row = groups[g].row[at];
          if (row >= 0) sums[g][m][row] += value;
        }
      }
    }
  }
  return { sums, selection };
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
