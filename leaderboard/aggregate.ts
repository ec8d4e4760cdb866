import { canonicalJson } from "../core/canonical_json.ts";
import { UserError } from "../core/user_error.ts";
import { aggregateTask } from "./_aggregate_task.ts";
import { joinParts } from "./_join_parts.ts";
import type { Leaderboard, LeaderboardTask } from "./schema/leaderboard.ts";
import type { RunResult } from "./schema/run_record.ts";
import type { StoredRun } from "./stored_run.ts";

/**
 * The leaderboard of some runs: a pure, byte-stable function of their results and outcomes, whatever
 * their order. Runs of one task stand together, seeds of one method, config and machine class are a
 * row; every mark has its mean and sample deviation over seeds, its bounds under ties, and a 95 %
 * bootstrap interval over users; the controls give the verdicts.
 *
 * Runs on parts of a task are no task of their own: they give the rows of methods that learn from fewer
 * domains than the task has, and transfer gains. Where nobody sat the whole task they tell nothing.
 *
 * Outcomes are read one run at a time.
 *
 * @throws {UserError} if runs do not fit together: one fingerprint with two protocols or case lists,
 * or a seed twice in a row
 *
 * @example
 * ```ts
 * import { aggregate } from "./aggregate.ts";
 * const board = await aggregate([]);
 * if (board.tasks.length !== 0) throw new Error("tasks from nowhere");
 * ```
 */
export async function aggregate(runs: Iterable<StoredRun>): Promise<Leaderboard> {
  const inKeyOrder = [...runs].sort((a, b) => a.record.key < b.record.key ? -1 : 1);
  const byTask = Map.groupBy(inKeyOrder, ({ record }) => record.result.task.fingerprint);
  const tasks: LeaderboardTask[] = [];
  for (const [fingerprint, runs] of byTask) {
    refuseMixture(fingerprint, runs.map(({ record }) => record.result));
    if (runs[0].record.result.task.restricts) continue;
    const parts = inKeyOrder.map(({ record: { result } }) => result)
      .filter(({ task }) => task.restricts?.fingerprint === fingerprint);
    tasks.push(joinParts(await aggregateTask(runs), parts));
  }
  return { schema: "permafrost/leaderboard@1", tasks: tasks.sort(inOrder) };
}

/**
 * What has one fingerprint is one exam, and every result must say so. Its files may have had another
 * name, order or more duplicates: the run with the least key tells of those.
 */
function refuseMixture(fingerprint: string, results: readonly RunResult[]): void {
  for (const part of ["protocol", "metrics"] as const) {
    const said = new Set(results.map((result) => canonicalJson(result[part])));
    if (said.size > 1) {
      throw new UserError(
        `Cannot aggregate the runs of task ${fingerprint.slice(0, 8)}: ` +
          `they differ in "${part}", expected the same in all`,
      );
    }
  }
}

function inOrder(a: LeaderboardTask, b: LeaderboardTask): number {
  return byText(a.protocol.id, b.protocol.id) || a.protocol.version - b.protocol.version ||
    byText(a.dataset.id, b.dataset.id) || byText(a.fingerprint, b.fingerprint);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
