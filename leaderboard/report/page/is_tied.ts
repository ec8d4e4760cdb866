import type { ReportRow } from "../report_data.ts";

/** Significance level of the groups. */
const LEVEL = 0.05;

/** Whether a row is the best, or not told apart from it. */
export function isTied(row: ReportRow, best: ReportRow | undefined): boolean {
  return row === best || (row.tests !== null && row.tests.p >= LEVEL);
}
