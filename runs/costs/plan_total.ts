import type { PlanEntry } from "./plan_entry.ts";

/** What is left to do over all entries of a plan. */
export interface PlanTotal {
  /** Trials to make. */
  readonly trials: number;
  /** Runs to make. */
  readonly runs: number;
  /** Trials and runs that are kept from before. */
  readonly kept: number;
  /** Trials and runs to make of which nothing is known: hours and memory are without them. */
  readonly unknown: number;
  /** Estimated hours, so many side by side. */
  readonly hours: number;
  /** Estimated peak memory of those that run side by side, in bytes. */
  readonly memoryBytes: number;
}

/**
 * Sums the entries of a plan up. Jobs are taken to be busy all the time and to slow nobody down.
 *
 * @param jobs runs side by side
 *
 * @example
 * ```ts
 * import { planTotal } from "./plan_total.ts";
 * const entry = {
 *   method: "knn", domains: ["a"], fingerprint: "f", testCases: 1, trials: 0, trialsKept: 0,
 *   runs: 5, runsKept: 1, seconds: 7200, memoryBytes: 100, from: "a run",
 * };
 * const { runs, kept, hours, memoryBytes } = planTotal([entry], 2);
 * if (runs !== 4 || kept !== 1 || hours !== 1 || memoryBytes !== 200) throw new Error("not summed");
 * ```
 */
export function planTotal(entries: readonly PlanEntry[], jobs: number): PlanTotal {
  const over = (of: (entry: PlanEntry) => number): number =>
    entries.reduce((sum, entry) => sum + of(entry), 0);
  const leftOf = (entry: PlanEntry): number =>
    entry.trials - entry.trialsKept + entry.runs - entry.runsKept;
  const busy = entries.filter((entry) => leftOf(entry) > 0);
  const largest = busy.map(({ memoryBytes }) => memoryBytes ?? 0).sort((a, b) => b - a)[0] ?? 0;
  return {
    trials: over(({ trials, trialsKept }) => trials - trialsKept),
    runs: over(({ runs, runsKept }) => runs - runsKept),
    kept: over(({ trialsKept, runsKept }) => trialsKept + runsKept),
    unknown: over((entry) => entry.seconds === null ? leftOf(entry) : 0),
    hours: over(({ seconds }) => seconds ?? 0) / jobs / 3600,
    memoryBytes: largest * Math.min(jobs, Math.max(1, over(leftOf))),
  };
}
