import { metricByName } from "../metrics/metric_by_name.ts";
import { correctedTests } from "./_corrected_tests.ts";
import { pairedRows } from "./_paired_rows.ts";
import { rowRuns } from "./_row_runs.ts";
import { rowTests } from "./_row_tests.ts";
import { sameCases } from "./_same_cases.ts";
import { testedRow } from "./_tested_row.ts";
import type { BoardSide } from "./board_side.ts";
import type { BaselineTests } from "./schema/comparison.ts";
import type { LeaderboardRow } from "./schema/leaderboard.ts";
import type { StoredRun } from "./stored_run.ts";
import type { TestsByRow } from "./test_baseline.ts";

/** What tests say of rows that two leaderboards have. */
export interface BetweenTests {
  /** Tests of the second side's row against the first's, by the id of the second's. */
  readonly tests: TestsByRow;
  /** Why a row was not tested, by the same id. */
  readonly untested: ReadonlyMap<string, string>;
}

/** One side of a pair, and its letter. */
type Side = readonly [letter: "A" | "B", row: LeaderboardRow, runs: readonly StoredRun[]];

/**
 * Paired tests between the rows of one identity on two sides, in tasks of equal fingerprint: did their
 * rerun give the same? The tests, their unit and their correction are those of {@linkcode testBaseline};
 * the difference is the second side's less the first's.
 *
 * @throws {UserError} if outcomes cannot be read
 *
 * @example
 * ```ts
 * import { testBetween } from "./test_between.ts";
 * const none = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * const { tests } = await testBetween({
 *   a: { leaderboard: none, runs: [] },
 *   b: { leaderboard: none, runs: [] },
 * });
 * if (tests.size > 0) throw new Error("tests of nothing");
 * ```
 */
export async function testBetween(
  { a, b }: { readonly a: BoardSide; readonly b: BoardSide },
): Promise<BetweenTests> {
  const tests = new Map<string, ReadonlyMap<string, BaselineTests>>();
  const untested = new Map<string, string>();
  const left = rowRuns(a.runs), right = rowRuns(b.runs);
  for (const task of a.leaderboard.tasks) {
    const there = b.leaderboard.tasks.find((each) => each.fingerprint === task.fingerprint);
    if (!there) continue;
    const pooled = task.metrics.map(metricByName).filter((metric) => metric.kind === "rows");
    const ids: string[] = [], made: Map<string, BaselineTests>[] = [];
    for (const [mine, theirs] of pairedRows(task, there)) {
      if (!mine || !theirs) continue;
      const sides: Side[] = [["A", mine, left(mine)], ["B", theirs, right(theirs)]];
      const reasons = new Set(sides.flatMap((side) => reasonOf(side) ?? []));
      if (reasons.size > 0) {
        untested.set(theirs.id, [...reasons].join(", "));
        continue;
      }
      const [bar, row] = [
        await testedRow(sides[0][2], pooled),
        await testedRow(sides[1][2], pooled),
      ];
      if (!sameCases(row.cases, bar.cases)) {
        untested.set(theirs.id, "its cases stand in another order");
        continue;
      }
      ids.push(theirs.id);
      made.push(rowTests(row, { task, pooled, bar }));
    }
    correctedTests(made).forEach((each, i) => tests.set(ids[i], each));
  }
  return { tests, untested };
}

/** Why nothing can be tested, as far as one side goes. */
function reasonOf([letter, row, runs]: Side): string | undefined {
  if (row.joined) return `${letter}'s row is a mean over parts of the task`;
  if (row.notComparable.length > 0) return `${letter}'s row is ${row.notComparable.join(" and ")}`;
  if (runs.length === 0) return `no records beside ${letter}`;
  const missing = row.seeds.filter((seed) =>
    !runs.some(({ record }) => record.result.seed === seed)
  );
  if (missing.length === 0) return undefined;
  return `no record of seed ${missing.join(" and ")} beside ${letter}`;
}
