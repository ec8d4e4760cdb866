import { protocolName } from "./_protocol_name.ts";
import { betweenLines } from "./_between_lines.ts";
import { mark } from "./_format.ts";
import { machineMarks } from "./_machine_marks.ts";
import { testLines } from "./_test_lines.ts";
import { type TextColumn, textTable } from "./_text_table.ts";
import type {
  ComparedMark,
  ComparedRow,
  ComparedTask,
  Comparison,
  LoneTask,
} from "./schema/comparison.ts";

/**
 * A comparison as text for a terminal: per task and metric the marks of both sides, in relation to
 * the baseline in brackets, and their difference; paired tests between the sides, or their intervals and
 * why there are no tests; paired tests against the baseline; device and kernels where rows differ in
 * them; then the tasks that stand alone, and what differs.
 *
 * @example
 * ```ts
 * import { compare } from "./compare.ts";
 * import { comparisonTable } from "./comparison_table.ts";
 * const none = { schema: "permafrost/leaderboard@1", tasks: [] } as const;
 * if (comparisonTable(compare(none)) !== "Nothing to compare.\n") throw new Error("something");
 * ```
 */
export function comparisonTable(
  comparison: Comparison,
  options: { readonly width?: number } = {},
): string {
  const { width = 100 } = options;
  const tasks = comparison.tasks.map((task) => taskLines(task, comparison.baseline, width));
  const parts = [
    ...tasks,
    ...comparison.alone.map((task, i, all) => {
      const isTold = all.slice(0, i).some((each) =>
        each.nearest?.fingerprint === task.fingerprint &&
        task.nearest?.fingerprint === each.fingerprint
      );
      return loneLines(task, { isTold, width });
    }),
  ];
  if (parts.length === 0) return "Nothing to compare.\n";
  return parts.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function taskLines(task: ComparedTask, baseline: string | null, width: number): string[] {
  const { protocol, dataset, fingerprint, metrics, rows } = task;
  const isOn = (side: "a" | "b") =>
    rows.some(({ metrics }) => Object.values(metrics).some((mark) => mark[side] !== null));
  const two = isOn("a") && isOn("b");
  const columns = metrics.flatMap((metric) => {
    const column = (head: string, cell: (mark: ComparedMark) => string): TextColumn => ({
      head: two ? `${metric} ${head}` : metric,
      cells: rows.map((row) => cell(row.metrics[metric])),
    });
    const shown: TextColumn[] = [];
    if (isOn("a")) shown.push(column("A", ({ a, aToBaseline }) => number(a) + share(aToBaseline)));
    if (isOn("b")) shown.push(column("B", ({ b, bToBaseline }) => number(b) + share(bToBaseline)));
    if (two) shown.push(column("B − A", ({ difference }) => signed(difference)));
    return shown;
  });
  for (const side of ["a", "b"] as const) {
    if (rows.every(({ relaImpr }) => relaImpr[side] === null)) continue;
    columns.push({
      head: two ? `RelaImpr ${side.toUpperCase()}` : "RelaImpr",
      cells: rows.map(({ relaImpr: { [side]: of } }) => of === null ? "–" : percent(of)),
    });
  }
  const machines = machineMarks(rows);
  const markedName = (row: ComparedRow): string => row.method.id + machines.of(row);
  const notes = rows.filter(({ differs }) => differs.length > 0)
    .map((row) => `${markedName(row)}: A and B differ in ${row.differs.join(", ")}`);
  const titleOf = (row: ComparedRow) =>
    markedName(row) + (row.method.role === "control" ? "°" : "");
  const between = two ? betweenLines(task, { titleOf, width }) : [];
  return [
    `${protocolName(protocol)} on ${dataset.id} · task ${fingerprint.slice(0, 8)}` +
    (baseline === null ? "" : ` · in brackets: relative to ${baseline}`),
    "",
    ...textTable([{ head: "method", cells: rows.map(titleOf) }, ...columns], width),
    ...between.length > 0 ? ["", ...between] : [],
    ...(baseline === null ? [] : ["", ...testLines(task, { baseline, titleOf, width })]),
    ...(notes.length + machines.lines.length > 0 ? ["", ...machines.lines, ...notes] : []),
  ];
}

/** @param options `isTold`: whether the same was said of the other side already */
function loneLines(
  task: LoneTask,
  { isTold, width }: { readonly isTold: boolean; readonly width: number },
): string[] {
  const { side, nearest, differences = [] } = task;
  const here = side.toUpperCase(), there = side === "a" ? "B" : "A";
  const first = `Only in ${here}, not compared: ${nameOf(task)}`;
  if (!nearest) return [first, `  ${there} has no task`];
  const second = `  nearest in ${there}: ${nameOf(nearest)}`;
  if (isTold) return [first, `${second}, which differs as said`];
  if (differences.length === 0) return [first, second, "  differs from it in its content"];
  const most = Math.floor((width - 40) / 2);
  const cells = (of: "here" | "there") => differences.map((each) => cut(String(each[of]), most));
  return [
    first,
    second,
    "",
    ...textTable([
      { head: "what differs", cells: differences.map(({ what }) => cut(what, 34)) },
      { head: here, cells: cells("here") },
      { head: there, cells: cells("there") },
    ], width),
  ];
}

function nameOf({ protocol, dataset, fingerprint }: NonNullable<LoneTask["nearest"]>): string {
  return `${protocolName(protocol)} on ${dataset.id} · task ${fingerprint.slice(0, 8)}`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function number(value: number | null): string {
  return value === null ? "–" : mark(value);
}

function signed(value: number | null): string {
  return value === null ? "–" : (value < 0 ? "" : "+") + mark(value);
}

/** A share of the baseline, in brackets after a mark. */
function share(value: number | null): string {
  return value === null ? "" : ` (${percent(value)})`;
}

function percent(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)} %`;
}
