import { mark as format } from "../_format.ts";
import { textTable } from "../_text_table.ts";
import type { MarkedRun } from "./mark_run.ts";

/**
 * The marks of a TREC run as a person reads them: a line per metric, then what was met on the way.
 *
 * @param width of the table, in characters
 *
 * @example
 * ```ts
 * import { runTable } from "./run_table.ts";
 * const metrics = { MRR: { value: 0.5, optimistic: 1, pessimistic: 0.25 } };
 * const counts = { notRetrieved: 0, tied: 1, withoutAnswer: 0, otherLines: 0, unjudged: 3 };
 * const table = runTable({ marks: { cases: 2, metrics }, ...counts }, { width: 80 });
 * if (!table.includes("MRR      .5000        .2500       1.000")) throw new Error(table);
 * ```
 */
export function runTable(run: MarkedRun, { width }: { readonly width: number }): string {
  const { marks, notRetrieved, tied, withoutAnswer, otherLines, unjudged } = run;
  const all = Object.entries(marks.metrics);
  const numbers = (head: string, part: "value" | "optimistic" | "pessimistic") => ({
    head,
    cells: all.map(([, mark]) => format(mark[part])),
  });
  const columns = [
    { head: "metric", cells: all.map(([name]) => name) },
    numbers("value", "value"),
    numbers("ties worst", "pessimistic"),
    numbers("ties best", "optimistic"),
  ];
  const notes: readonly (readonly [text: string, count: number])[] = [
    ["Queries", marks.cases],
    ["Queries in which documents are tied with the relevant one: marked by the mean", tied],
    ["Queries without the relevant document in the run: marked 0", notRetrieved],
    ["Queries of the qrels without a relevant document: left out", withoutAnswer],
    ["Documents that are not judged: taken as not relevant", unjudged],
    ["Lines of the run about queries without a relevant document: left out", otherLines],
  ];
  return [
    ...textTable(columns, width),
    "",
    ...notes.filter(([, count]) => count > 0).map(([text, count]) => `${text}: ${count}`),
    "",
  ].join("\n");
}
