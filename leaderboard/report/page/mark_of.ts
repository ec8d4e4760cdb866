import { SCALE } from "./scale.ts";
import type { ReportGroup, ReportRow, ReportTask } from "../report_data.ts";

/** One mark of a row; null for what there is not. */
export interface ShownMark {
  readonly mean: number;
  readonly deviation: number | null;
  readonly interval: readonly [number, number] | null;
}

/** The mark of a row over a group of cases; null if it has none. */
export function markOf(
  { groups, metrics }: ReportTask,
  { marks }: ReportRow,
  { group, metric }: { readonly group: ReportGroup; readonly metric: string },
): ShownMark | null {
  const at = 4 * (groups.indexOf(group) * metrics.length + metrics.indexOf(metric));
  const [mean, deviation, below, above] = marks.slice(at, at + 4);
  if (mean === null || mean === undefined) return null;
  return {
    mean: mean / SCALE,
    deviation: deviation === null ? null : deviation / SCALE,
    interval: below === null || above === null
      ? null
      : [(mean - below) / SCALE, (mean + above) / SCALE],
  };
}
