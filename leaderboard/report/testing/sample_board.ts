import { type SampleOptions, type SampleRun, sampleRun } from "../../_sample.ts";
import { aggregate } from "../../aggregate.ts";
import { aggregateTiming } from "../../aggregate_timing.ts";
import type { Leaderboard } from "../../schema/leaderboard.ts";
import type { LeaderboardTiming } from "../../schema/leaderboard_timing.ts";
import { sealRecord } from "../../schema/seal_record.ts";

/** A leaderboard for tests, with what lies beside it. */
export interface SampleBoard {
  readonly board: Leaderboard;
  readonly timing: LeaderboardTiming;
  readonly runs: readonly SampleRun[];
}

/**
 * The leaderboard of some sample runs, of which the methods validated while they learned.
 *
 * @example
 * ```ts
 * import { sampleBoard } from "./sample_board.ts";
 * const { board, runs } = await sampleBoard([{ method: "sasrec" }]);
 * if (board.tasks[0].rows.length !== 1) throw new Error("not one row");
 * if (runs[0].record.result.validationValues?.length !== 3) throw new Error("no curve");
 * ```
 */
export async function sampleBoard(options: readonly SampleOptions[]): Promise<SampleBoard> {
  const runs = options.map((each): SampleRun => {
    const run = sampleRun(each), { record, bytes } = run, { seed, method } = record.result;
    if (method.role === "control") return run;
    const validationValues = [0.1 + seed / 100, null, 0.15];
    return {
      ...run,
      record: sealRecord({ ...record, result: { ...record.result, validationValues } }, bytes),
    };
  });
  return { board: await aggregate(runs), timing: aggregateTiming(runs), runs };
}
