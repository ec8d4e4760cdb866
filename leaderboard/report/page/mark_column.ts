/// <reference lib="dom" />
import { mark } from "../../_format.ts";
import type { ReportGroup, ReportRow, ReportTask } from "../report_data.ts";
import type { Column } from "./column.ts";
import { element } from "./element.ts";
import { markOf } from "./mark_of.ts";

/** A metric over a group of cases, with its deviation. */
export function markColumn(task: ReportTask, group: ReportGroup, metric: string): Column {
  const of = (row: ReportRow) => markOf(task, row, { group, metric });
  return {
    key: metric,
    head: metric,
    title: `${metric}: mean ± deviation over seeds`,
    value: (row) => of(row)?.mean ?? null,
    cell: (row) => {
      const found = of(row);
      if (found === null) return "–";
      return [
        element("b", {}, mark(found.mean)),
        found.deviation !== null && element("small", {}, `± ${mark(found.deviation)}`),
      ];
    },
  };
}
