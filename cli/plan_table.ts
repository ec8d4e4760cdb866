import { formatBytes } from "../plugins/format_bytes.ts";
import type { PlanEntry } from "../runs/costs/plan_entry.ts";

/**
 * The entries of a plan as lines of a table.
 *
 * @param all names of the task's domains: an entry on all of them says so
 *
 * @example
 * ```ts
 * import { planTable } from "./plan_table.ts";
 * const entry = {
 *   method: "knn", domains: ["a"], fingerprint: "f", testCases: 1, trials: 0, trialsKept: 0,
 *   runs: 5, runsKept: 1, seconds: null, memoryBytes: null, from: "unknown",
 * };
 * const [, , line] = planTable([entry], ["a"]);
 * if (!line.startsWith("knn") || !line.includes("4 (+1 kept)")) throw new Error("not told");
 * ```
 */
export function planTable(entries: readonly PlanEntry[], all: readonly string[]): string[] {
  const rows = entries.map((entry) => [
    entry.method,
    entry.domains.length === all.length ? "all" : entry.domains.join(", "),
    toDo(entry.trials, entry.trialsKept),
    toDo(entry.runs, entry.runsKept),
    entry.seconds === null ? "unknown" : duration(entry.seconds),
    entry.memoryBytes === null
      ? "unknown"
      : entry.memoryBytes
      ? formatBytes(entry.memoryBytes)
      : "–",
    entry.from,
  ]);
  const lines = [
    ["method", "domains", "trials", "runs", "time", "memory", "estimated by"],
    ...rows,
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const [head, ...body] = lines.map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column])).join("   ").trimEnd()
  );
  return [head, "─".repeat(widths.reduce((sum, width) => sum + width + 3, -3)), ...body];
}

function toDo(number: number, kept: number): string {
  if (number === 0) return "–";
  return kept === 0 ? `${number}` : `${number - kept} (+${kept} kept)`;
}

function duration(seconds: number): string {
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 5997) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
