import type { RunResult } from "../../leaderboard/schema/run_record.ts";
import type { Entrant } from "./_arena.ts";

/** A part of an exam, and the metrics that are shown of it. */
export interface Part {
  /** Its heading in the table. */
  readonly title: string;
  readonly metrics: readonly string[];
  /** Its marks in a record. */
  readonly marks: (result: RunResult) => RunResult["headline"] | undefined;
}

/** A Markdown table of what records say: mean ± sample deviation over run seeds, and CPU seconds. */
export function markTable(entrants: readonly Entrant[], parts: readonly Part[]): string {
  const number = (value: number) => value.toFixed(4).replace(/^(-?)0\./, "$1.");
  const columns = parts.flatMap(({ title, metrics, marks }) =>
    metrics.map((metric) => ({
      title: `${title}, ${metric}`,
      value: (result: RunResult) => marks(result)?.metrics[metric]?.value ?? NaN,
    }))
  );
  const cell = (values: readonly number[]): string => {
    if (values.some((value) => Number.isNaN(value))) return "";
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    return `${number(mean)} ± ${number(Math.sqrt(squares / Math.max(1, values.length - 1)))}`;
  };
  return [
    `| method | ${columns.map(({ title }) => title).join(" | ")} | CPU seconds a run |`,
    `| --- |${" ---: |".repeat(columns.length + 1)}`,
    ...entrants.map(({ label, results, seconds }) => {
      const cells = columns.map(({ value }) => cell(results.map(value)));
      const middle = [...seconds].sort((a, b) => a - b)[Math.floor(seconds.length / 2)];
      return `| ${label} | ${cells.join(" | ")} | ${Math.round(middle)} |`;
    }),
  ].join("\n");
}
