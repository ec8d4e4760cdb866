import type { ReportRow, ReportTask } from "../report_data.ts";

/** What the shading of a table means, and whom it leaves out. */
export function testNote(
  { rows, metrics, untested }: ReportTask,
  best: ReportRow | undefined,
): string {
  if (untested !== null || best === undefined) return untested ?? "";
  const tested = rows.filter(({ tests }) => tests !== null), [first] = tested;
  const test = first.tests?.by === "bootstrap"
    ? "paired bootstrap over users"
    : "paired t over users, seeds averaged";
  const missing = rows.filter((row) =>
    row !== best && row.tests === null && row.notComparable.length === 0
  );
  return `Rows with a bar at their left are not told apart from ${best.name} by ${
    metrics[0]
  } (${test}, p ≥ .05 by ` +
    `Holm's correction for ${tested.length} comparisons).` +
    (missing.length > 0
      ? ` ${missing.length} rows were not tested, for want of their records.`
      : "");
}
