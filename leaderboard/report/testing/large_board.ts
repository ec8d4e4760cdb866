import { sha256 } from "../../../core/sha256.ts";
import { rowId } from "../../_row_id.ts";
import { aggregateTiming } from "../../aggregate_timing.ts";
import type { LeaderboardRow, RowMarks } from "../../schema/leaderboard.ts";
import type { StoredRun } from "../../stored_run.ts";
import { type SampleBoard, sampleBoard } from "./sample_board.ts";

const DOMAINS = ["books", "films", "games", "music"];
const SLICES = ["cold", "known-user", "new-user", "time-tied", "warm"];

/**
 * A leaderboard as large as they come: one task, so many rows of five seeds, five metrics, four domains
 * and five slices, with the records of all runs.
 *
 * @example
 * ```ts
 * import { largeBoard } from "./large_board.ts";
 * const { board: { tasks: [task] }, runs } = await largeBoard(3);
 * if (task.rows.length !== 3 || runs.length !== 15) throw new Error("not so large");
 * ```
 */
export async function largeBoard(
  rows: number,
): Promise<Omit<SampleBoard, "runs"> & { readonly runs: readonly StoredRun[] }> {
  const metrics = ["NDCG@10", "NDCG@5", "HR@5", "HR@10", "MRR@10"];
  const small = await sampleBoard(
    [1, 2, 3, 4, 5].map((seed) => ({ method: "sasrec", seed, skill: 0.4, metrics, cases: 200 })),
  );
  const [task] = small.board.tasks, [template] = task.rows;
  const runs: StoredRun[] = [], made: LeaderboardRow[] = [];
  for (let i = 0; i < rows; i++) {
    const config = {
      ...{
        embeddingSize: 16 + i,
        epochs: 25,
        learningRate: 0.001 * (1 + i),
        dropout: 0.2,
        blocks: 2,
      },
      ...{ heads: 2, windows: "all", batchSize: 128, patience: 5, reg: 1e-6, maximumLength: 50 },
    };
    const configSha256 = sha256(JSON.stringify(config)), closure = sha256(`code ${i % 40}`);
    const method = { ...template.method, id: `method_${i % 40}`, closure };
    const own = small.runs.map(({ record, outcomes }): StoredRun => {
      const result = { ...record.result, method, config, configSha256 };
      const key = sha256(`${configSha256} ${result.seed}`);
      return { record: { ...record, key, result }, outcomes };
    });
    runs.push(...own);
    // The best first, every mark another number.
    const by = 1 - 0.9 * i / rows;
    const marks = (from: RowMarks, factor: number) => scaled(from, by * factor);
    made.push({
      ...{ ...template, id: rowId(own[0].record.result), method, config, configSha256 },
      headline: marks(template.headline, 1),
      macro: marks(template.macro, 0.99),
      domains: Object.fromEntries(
        DOMAINS.map((name, d) => [name, marks(template.domains.books, 1 - d / 10)]),
      ),
      slices: Object.fromEntries(
        SLICES.map((name, s) => [name, marks(template.slices.warm, 1 - s / 10)]),
      ),
      full: { state: "ranked", marks: marks(template.headline, 0.3) },
    });
  }
  const protocol = { ...task.protocol, id: "leave-one-out-99" };
  const dataset = { ...task.dataset, domains: DOMAINS };
  return {
    board: { ...small.board, tasks: [{ ...task, protocol, dataset, rows: made }] },
    timing: aggregateTiming(runs),
    runs,
  };
}

function scaled({ cases, metrics }: RowMarks, by: number): RowMarks {
  return {
    cases,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([name, mark]) => {
        const { mean, deviation, optimistic, pessimistic, interval } = mark;
        return [name, {
          ...mark,
          values: mark.values.map((value) => by * value),
          ...{ mean: by * mean, optimistic: by * optimistic, pessimistic: by * pessimistic },
          deviation: deviation === null ? null : by * deviation,
          interval: interval && [by * interval[0], by * interval[1]],
        }];
      }),
    ),
  };
}
