/// <reference lib="dom" />
import { count, mark } from "../../_format.ts";
import type { ReportGroup, ReportRow, ReportTask } from "../report_data.ts";
import type { Column } from "./column.ts";
import { element } from "./element.ts";
import { markOf } from "./mark_of.ts";

/** The chosen metric over some groups of cases, shaded, with intervals. */
export function groupColumns(
  task: ReportTask,
  metric: string,
  kinds: readonly ReportGroup["kind"][],
): Column[] {
  return task.groups.filter(({ kind }) => kinds.includes(kind)).map((group): Column => {
    const head = group.kind === "headline"
      ? "All cases"
      : group.kind === "macro"
      ? "Macro"
      : group.name;
    const cases = group.cases === null ? "mean over domains" : `${count(group.cases)} cases`;
    const of = (row: ReportRow) => markOf(task, row, { group, metric });
    return {
      ...{ key: `${group.kind} ${group.name}`, head, isShaded: true },
      title: `${metric} over ${head}: ${cases}`,
      value: (row) => of(row)?.mean ?? null,
      cell: (row) => {
        const found = of(row);
        if (found === null) return "–";
        const [low, high] = found.interval ?? [];
        return [
          mark(found.mean),
          low !== undefined && high !== undefined &&
          element("small", {}, `${mark(low)} – ${mark(high)}`),
        ];
      },
    };
  });
}
