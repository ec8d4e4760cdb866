import { rowId } from "../_row_id.ts";
import type { LeaderboardTask } from "../schema/leaderboard.ts";
import type { LeaderboardTiming, RunTiming } from "../schema/leaderboard_timing.ts";
import type { StoredRun } from "../stored_run.ts";
import { testBaseline, type TestsByRow } from "../test_baseline.ts";
import type { RunRecord } from "../schema/run_record.ts";

/** What is known of the rows of a task beside the leaderboard, all by row id. */
export interface RowSources {
  /** Their records, as far as they are there. */
  readonly records: ReadonlyMap<string, readonly RunRecord[]>;
  /** Time and memory. */
  readonly timing: ReadonlyMap<string, readonly RunTiming[]>;
  /** Tests against the best row. */
  readonly tests: TestsByRow;
}

/**
 * What records and timing know of the rows of a task. The tests are paired and against the best
 * comparable row, corrected by Holm for all of the task.
 */
export async function rowSources(
  task: LeaderboardTask,
  { runs, timing }: {
    readonly runs: readonly StoredRun[];
    readonly timing: LeaderboardTiming | undefined;
  },
): Promise<RowSources> {
  const here = runs.filter(({ record }) => record.result.task.fingerprint === task.fingerprint)
    .sort((a, b) => a.record.result.seed - b.record.result.seed);
  const byRow = Map.groupBy(here, ({ record }) => rowId(record.result));
  return {
    records: new Map([...byRow].map(([id, own]) => [id, own.map(({ record }) => record)])),
    timing: new Map((timing?.rows ?? []).map(({ id, runs }) => [id, runs])),
    tests: await testsOf(task, here),
  };
}

async function testsOf(task: LeaderboardTask, runs: readonly StoredRun[]): Promise<TestsByRow> {
  const [best] = task.rows;
  // Comparable rows come first: if the first is not, none is.
  if (!best || best.notComparable.length > 0) return new Map();
  const board = { schema: "permafrost/leaderboard@1", tasks: [task] } as const;
  return await testBaseline(board, { runs, baseline: best.method.id });
}
