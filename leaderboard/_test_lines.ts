import { mark } from "./_format.ts";
import { type TextColumn, textTable } from "./_text_table.ts";
import type { BaselineTests, ComparedRow, ComparedTask } from "./schema/comparison.ts";

/**
 * The tests of a task against the baseline, a table a metric; what is missing is said.
 *
 * @param titleOf what a row is called in the table above
 */
export function testLines(
  { rows, metrics }: ComparedTask,
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
  if (tested.length === 0) {
    return [`No tests against ${baseline}: they need the records beside a leaderboard.json`];
  }
  return tested.flatMap(({ metric, found }, i) => {
    const column = (head: string, cell: (tests: BaselineTests) => string): TextColumn => ({
      head,
      cells: found.map(({ tests }) => cell(tests)),
    });
    const columns = found.some(({ tests }) => tests.bootstrap)
      ? [
        column("95 %", ({ bootstrap }) => {
          const [low, high] = bootstrap?.interval ?? [];
          return low === undefined || high === undefined ? "–" : `${mark(low)} – ${mark(high)}`;
        }),
        column("p, bootstrap", ({ bootstrap }) => odds(bootstrap?.corrected)),
      ]
      : [
        column("p, t", ({ t }) => odds(t?.corrected)),
        column("p, Wilcoxon", ({ wilcoxon }) => odds(wilcoxon?.corrected)),
      ];
    const difference = column(
      `${metric} − ${baseline}`,
      ({ difference }) =>
        difference === null ? "–" : (difference < 0 ? "" : "+") + mark(difference),
    );
    const names = { head: "paired, over users", cells: found.map(({ name }) => name) };
    return [...(i > 0 ? [""] : []), ...textTable([names, difference, ...columns], width)];
  }).concat("", "p by Holm's correction for the rows of each column");
}

function odds(p: number | undefined): string {
  if (p === undefined) return "–";
  return p < 0.0005 ? "< .001" : p.toFixed(3).replace(/^0/, "");
}
