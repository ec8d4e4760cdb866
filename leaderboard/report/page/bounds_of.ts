import type { ReportRow, ReportTask } from "../report_data.ts";
import { SCALE } from "./scale.ts";

/** Bounds under ties and the estimates of whole pools, as {@linkcode ReportRow.bounds} has them. */
export function boundsOf(
  { metrics }: ReportTask,
  { bounds }: ReportRow,
  metric: string,
): readonly (number | null)[] {
  const at = 4 * metrics.indexOf(metric);
  return bounds.slice(at, at + 4).map((each) => each === null ? null : each / SCALE);
}
