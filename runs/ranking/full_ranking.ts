import type { CaseSet } from "../../protocols/case_set.ts";
import type { Task } from "../../protocols/task.ts";

/** Most scores (cases × pool) that full ranking beside sampled may take (rule 10). */
export const MOST_RANKED = {
  /** The host multiplies vectors. */
  vectors: 2e9,
  /** Every score is computed by the method and comes through the wall. */
  scores: 5e7,
} as const;

/** Whether whole pools are ranked beside sampled candidates. */
export type FullRanking =
  | { readonly state: "ranked" }
  /** `reason`: for the record, without a period. */
  | { readonly state: "blank"; readonly reason: string };

/**
 * Whether the whole pools of some cases are ranked beside their sampled candidates: only what a run
 * can pay, and that hangs on the task and on whether the scorer has vectors alone.
 *
 * @param cases those of the headline count: the answers of the others are in no pool
 * @param scorer `by`: what would rank them, the scorer's vectors or its scores
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { fullRanking } from "./full_ranking.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * if (fullRanking(task, task.test, { by: "scores" }).state !== "ranked") throw new Error("tiny");
 * const pools = task.pools.map(() => new Uint32Array(1e6));
 * const large = fullRanking({ pools }, task.test, { by: "scores" });
 * if (large.state !== "blank" || !large.reason.includes("50,000,000")) throw new Error("paid");
 * ```
 */
export function fullRanking(
  { pools }: Pick<Task, "pools">,
  { length, domain, headline }: Pick<CaseSet, "length" | "domain" | "headline">,
  { by }: { by: keyof typeof MOST_RANKED },
): FullRanking {
  let scores = 0, cases = 0;
  for (let i = 0; i < length; i++) {
    if (!headline[i]) continue;
    cases++;
    scores += pools[domain[i]].length;
  }
  const most = MOST_RANKED[by];
  if (cases === 0) return { state: "blank", reason: "no case has its answer in a pool" };
  if (scores <= most) return { state: "ranked" };
  const what = by === "vectors" ? "with vectors" : "for a scorer without vectors";
  return {
    state: "blank",
    reason: `${grouped(cases)} cases and their pools make ${grouped(scores)} scores, ` +
      `${what} at most ${grouped(most)} are ranked`,
  };
}

/** Digits in threes, whatever the locale. */
function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}
