import { canonicalJson } from "../core/canonical_json.ts";
import { rowId } from "./_row_id.ts";
import { rowMarks } from "./_row_marks.ts";
import type { LeaderboardRow } from "./schema/leaderboard.ts";
import type { RunResult } from "./schema/run_record.ts";

/** One method, config and machine class on some domains of a task, over its run seeds. */
export interface PartRow {
  /** As `rowId` tells it: of the restricted task. */
  readonly id: string;
  /** Names of the domains. */
  readonly domains: readonly string[];
  /** From how many domains at once the method can learn at most. */
  readonly atOnce: number;
  /** What its runs say, by seed, ascending. */
  readonly results: readonly RunResult[];
}

/** The rows of the parts of one task. */
export function partRows(results: readonly RunResult[]): PartRow[] {
  return [...Map.groupBy(results, rowId)].map(([id, unordered]) => {
    const results = unordered.toSorted((a, b) => a.seed - b.seed), [{ dataset, task }] = results;
    return { id, domains: dataset.domains, atOnce: task.restricts?.atOnce ?? 0, results };
  }).sort((a, b) => a.id < b.id ? -1 : 1);
}

/** The marks of a part's row over some of its seeds. */
export function partMarks(
  { results }: PartRow,
  seeds: readonly number[],
): ReturnType<typeof rowMarks> {
  return rowMarks(results.filter(({ seed }) => seeds.includes(seed)));
}

/**
 * What is equal in a row of a task and in the rows of its parts: method, machine, texts, and the config
 * or, if it was looked for (on each part anew), how.
 */
export function rowIdentity(
  of: Pick<
    RunResult | LeaderboardRow,
    "method" | "config" | "device" | "kernels" | "deno" | "notComparable" | "search" | "text"
  >,
): string {
  const { method: { id, version, variant, closure }, device, kernels, deno, search, text } = of;
  return canonicalJson({
    method: [id, version, variant, closure],
    machine: [device, kernels, deno, of.notComparable.includes("in-process")],
    ...(search ? { search: search.rule } : { config: of.config }),
    ...(text && { text }),
  });
}
