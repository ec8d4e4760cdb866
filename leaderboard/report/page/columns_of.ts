import type { ReportTask } from "../report_data.ts";
import type { Column } from "./column.ts";
import { costColumns } from "./cost_columns.ts";
import { groupColumns } from "./group_columns.ts";
import { metricColumns } from "./metric_columns.ts";
import { poolColumns } from "./pool_columns.ts";
import type { View } from "./view.ts";

/** The columns of a view. */
export function columnsOf(task: ReportTask, view: View, metric: string): Column[] {
  switch (view) {
    case "metrics":
      return metricColumns(task, metric);
    case "domains":
      return groupColumns(task, metric, ["headline", "macro", "domain"]);
    case "slices":
      return groupColumns(task, metric, ["headline", "slice"]);
    case "pools":
      return poolColumns(task, metric);
    case "costs":
      return costColumns();
  }
  return view satisfies never;
}
