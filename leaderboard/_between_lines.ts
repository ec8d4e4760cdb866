import { mark } from "./_format.ts";
import { testTable } from "./_test_table.ts";
import { textTable } from "./_text_table.ts";
import { wrapped } from "./_wrapped.ts";
import type { ComparedMark, ComparedRow, ComparedTask } from "./schema/comparison.ts";

/**
 * What can be said of the rows that both sides have: that nothing differs, or the paired tests of
 * what does; and where none could be made, why, and the intervals of both sides beside each other.
 *
 * @param titleOf what a row is called in the table above
 */
export function betweenLines(
  { rows, metrics }: ComparedTask,
  { titleOf, width }: {
    readonly titleOf: (row: ComparedRow) => string;
    readonly width: number;
  },
): string[] {
  const marksOf = (row: ComparedRow) => metrics.map((metric) => row.metrics[metric]);
  const shared = rows.filter((row) => marksOf(row).some(({ difference }) => difference !== null));
  const tested = shared.filter(({ untested }) => untested === undefined);
  const same = tested.filter((row) => marksOf(row).every(isSame));
  const blocks: string[][] = [];
  const namesOf = (of: readonly ComparedRow[]) => of.map(titleOf).join(", ");
  if (same.length > 0) {
    const all = same.length === rows.length ? "No difference between A and B: " : "No difference: ";
    blocks.push(wrapped(all, `${namesOf(same)} (user by user)`, width));
  }
  const differ = tested.filter((row) => !same.includes(row));
  for (const metric of metrics) {
    const found = differ.flatMap((row) => {
      const tests = row.metrics[metric].betweenTests;
      return tests ? [{ name: titleOf(row), tests }] : [];
    });
    if (found.length > 0) blocks.push(testTable(found, { difference: `${metric}, B − A`, width }));
  }
  if (differ.length > 0) blocks.push(["p by Holm's correction for the rows of each column"]);
  const untested = shared.filter(({ untested }) => untested !== undefined);
  if (untested.length > 0) {
    blocks.push(intervalLines(untested, { metric: metrics[0], titleOf, width }));
  }
  for (const [why, of] of Map.groupBy(untested, ({ untested }) => untested ?? "")) {
    blocks.push(wrapped("No test between A and B: ", `${why} (${namesOf(of)})`, width));
  }
  return blocks.flatMap((lines, i) => i > 0 ? ["", ...lines] : lines);
}

/** Whether two marks are equal, and no user's either differ. */
function isSame({ difference, betweenTests }: ComparedMark): boolean {
  const { t, bootstrap } = betweenTests ?? {};
  return difference === 0 && (t?.statistic ?? 0) === 0 && (t?.p ?? 1) === 1 &&
    (bootstrap?.interval ?? []).every((bound) => bound === 0);
}

function intervalLines(
  rows: readonly ComparedRow[],
  { metric, titleOf, width }: {
    readonly metric: string;
    readonly titleOf: (row: ComparedRow) => string;
    readonly width: number;
  },
): string[] {
  const columns = (["a", "b"] as const).flatMap((side) => {
    const letter = side.toUpperCase(), marks = rows.map((row) => row.metrics[metric]);
    return [
      {
        head: `${metric} ${letter}`,
        cells: marks.map(({ [side]: of }) => of === null ? "–" : mark(of)),
      },
      {
        head: `95 % of ${letter}`,
        cells: marks.map(({ [`${side}Interval` as const]: interval }) =>
          interval ? `${mark(interval[0])} – ${mark(interval[1])}` : "–"
        ),
      },
    ];
  });
  return textTable([{ head: "not tested", cells: rows.map(titleOf) }, ...columns], width);
}
