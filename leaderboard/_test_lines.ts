import { testTable } from "./_test_table.ts";
import type { ComparedRow, ComparedTask } from "./schema/comparison.ts";

/**
 * The tests of a task against the baseline, a table a metric; what is missing is said.
 *
 * @param titleOf what a row is called in the table above
 */
export function testLines(
  { rows, metrics, borrows }: ComparedTask,
  { baseline, titleOf, width }: {
    readonly baseline: string;
    readonly titleOf: (row: ComparedRow) => string;
    readonly width: number;
  },
): string[] {
  const two = (["a", "b"] as const).every((side) =>
    rows.some((row) => metrics.some((metric) => row.metrics[metric][side] !== null))
  );
  const tested = metrics.flatMap((metric) => {
    const found = (["a", "b"] as const).flatMap((side) =>
      rows.flatMap((row) => {
        const tests = row.metrics[metric][`${side}Tests`];
        const name = titleOf(row) + (two ? ` ${side.toUpperCase()}` : "");
        return tests ? [{ name, tests }] : [];
      })
    );
    return found.length > 0 ? [{ metric, found }] : [];
  });
  const [without, with_] = borrows === "a" ? ["A", "B"] : ["B", "A"];
  const borrowed = borrows
    ? [`${without} has no row of ${baseline}: its rows are held against that of ${with_}`]
    : [];
  if (tested.length === 0) {
    return [
      ...borrowed,
      `No tests against ${baseline}: they need the records beside a leaderboard.json`,
    ];
  }
  return tested.flatMap(({ metric, found }, i) => [
    ...(i > 0 ? [""] : []),
    ...testTable(found, { difference: `${metric} − ${baseline}`, width }),
  ]).concat("", ...borrowed, "p by Holm's correction for the rows of each column");
}
