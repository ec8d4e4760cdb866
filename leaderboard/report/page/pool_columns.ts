import { mark } from "../../_format.ts";
import type { ReportRow, ReportTask } from "../report_data.ts";
import { boundsOf } from "./bounds_of.ts";
import type { Column } from "./column.ts";
import { markColumn } from "./mark_column.ts";

/** The chosen metric among sampled candidates, among whole pools, and what ties leave open. */
export function poolColumns(task: ReportTask, metric: string): Column[] {
  const full = task.groups.find(({ kind }) => kind === "full");
  const bound = (at: number, head: string, title: string): Column => {
    const value = (row: ReportRow) => boundsOf(task, row, metric)[at] ?? null;
    return {
      ...{ key: head, head, title, value },
      cell: (row) => {
        const found = value(row);
        return found === null ? "–" : mark(found);
      },
    };
  };
  return [
    { ...markColumn(task, task.groups[0], metric), head: `${metric}, as asked` },
    ...(full ? [{ ...markColumn(task, full, metric), key: "full", head: "Whole pools" }] : []),
    bound(2, "Estimate by rank", "What it would be among whole pools, estimated from each rank"),
    bound(3, "Estimate by fit", "What it would be among whole pools, bias traded for variance"),
    bound(0, "Ties against", "With every tie broken against the target"),
    bound(1, "Ties for", "With every tie broken for the target"),
  ];
}
