/// <reference lib="dom" />
import { mark } from "../../_format.ts";
import type { ReportRow, ReportTask } from "../report_data.ts";
import type { Column } from "./column.ts";
import { element } from "./element.ts";
import { formatOdds } from "./format_odds.ts";
import { intervalPicture } from "./interval_picture.ts";
import { markColumn } from "./mark_column.ts";
import { markOf } from "./mark_of.ts";

/** Stands where rows differ in it; else the head of the task says it. */
const SEEDS: Column = {
  ...{ key: "seeds", head: "Seeds", title: "Number of run seeds" },
  value: ({ runs }) => runs.length,
  cell: ({ runs }) => String(runs.length),
};

/** The chosen metric with its interval and test, then all others. */
export function metricColumns(task: ReportTask, metric: string): Column[] {
  const [group] = task.groups, others = task.metrics.filter((name) => name !== metric);
  return [
    markColumn(task, group, metric),
    intervalColumn(task, metric),
    ...(metric === task.metrics[0] ? [testColumn(task)] : []),
    ...others.map((name) => markColumn(task, group, name)),
    ...(new Set(task.rows.map(({ runs }) => runs.length)).size > 1 ? [SEEDS] : []),
  ];
}

function intervalColumn(task: ReportTask, metric: string): Column {
  const [group] = task.groups, of = (row: ReportRow) => markOf(task, row, { group, metric });
  const marks = task.rows.map(of).filter((each) => each !== null);
  const ends = marks.flatMap(({ mean, interval }) => interval ?? [mean]);
  const range = [Math.min(...ends), Math.max(...ends)] as const;
  const best = task.best === null ? null : of(task.rows[task.best])?.interval ?? null;
  return {
    key: "interval",
    head: "95 % over users",
    title: `95 % bootstrap interval of ${metric} over users; the band is that of the best row`,
    cell: (row) => {
      const found = of(row);
      if (found === null) return "–";
      const [low, high] = found.interval ?? [];
      return [
        intervalPicture(found, { range, best }),
        element(
          "small",
          {},
          low === undefined || high === undefined ? "–" : `${mark(low)} – ${mark(high)}`,
        ),
      ];
    },
  };
}

function testColumn(task: ReportTask): Column {
  const best = task.best === null ? undefined : task.rows[task.best];
  return {
    key: "p",
    head: "p vs best",
    title:
      "How likely a difference from the best row as large as this is by chance, by Holm's correction",
    value: (row) => row === best ? 1 : row.tests?.p ?? null,
    cell: (row) => row === best ? "best" : row.tests ? formatOdds(row.tests.p) : "–",
  };
}
