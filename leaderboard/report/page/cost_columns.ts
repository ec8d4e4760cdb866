import { count, duration, memory } from "../../_format.ts";
import type { ReportRow } from "../report_data.ts";
import type { Column } from "./column.ts";

/** Time and memory: means over seeds, the highest memory. */
export function costColumns(): Column[] {
  return [
    seconds(0, "Fit", "Seconds of fitting, mean over seeds"),
    seconds(1, "Validate", "Seconds of validation while it fitted, mean over seeds"),
    seconds(2, "Score", "Seconds of scoring the test cases, mean over seeds"),
    seconds(3, "Total", "Seconds of the whole run, mean over seeds"),
    seconds(4, "CPU", "CPU seconds of the method's process, mean over seeds"),
    {
      ...{
        key: "memory",
        head: "Memory",
        title: "Peak memory, the most of all seeds",
        isCost: true,
      },
      value: mostMemory,
      cell: (row) => {
        const bytes = mostMemory(row);
        return bytes === null ? "–" : memory(bytes);
      },
    },
    {
      ...{ key: "validations", head: "Validations", title: "Calls of validate, mean over seeds" },
      isCost: true,
      value: calls,
      cell: (row) => {
        const mean = calls(row);
        return Number.isInteger(mean) ? count(mean) : mean.toFixed(1);
      },
    },
  ];
}

function seconds(at: 0 | 1 | 2 | 3 | 4, head: string, title: string): Column {
  const value = ({ runs }: ReportRow) => {
    const known = runs.flatMap(([, , , , costs]) => costs === null ? [] : costs[at]);
    return known.length > 0 ? mean(known) : null;
  };
  return {
    ...{ key: head, head, title, value, isCost: true },
    cell: (row) => {
      const found = value(row);
      return found === null ? "–" : duration(found);
    },
  };
}

function mostMemory({ runs }: ReportRow): number | null {
  const most = Math.max(0, ...runs.map(([, , , , costs]) => costs?.[5] ?? 0));
  return most > 0 ? most : null;
}

function calls({ runs }: ReportRow): number {
  return mean(runs.map(([, , , validations]) => validations));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
}
