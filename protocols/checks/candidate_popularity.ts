import type { Task } from "../task.ts";
import { countRanks } from "./_count_ranks.ts";
import { itemCounts } from "./_item_counts.ts";
import { learned } from "./_learned.ts";
import { type Share, shareOf } from "./share_of.ts";

/** How popular answers are among their candidates, over headline cases. */
export interface CandidatePopularity {
  /** Cases with another candidate than the answer. */
  readonly cases: number;
  /**
   * Mean share of the other candidates with fewer training events than the answer, those with as many
   * counted half: 0 … 1, and 0.5 for a candidate picked at random.
   */
  readonly rank: number | null;
  /** The protocol's pool: of `trained`, no candidate of a headline case lacks training events. */
  readonly pool: "trained" | "catalogue";
  /** Answers without a training event. */
  readonly untrainedAnswers: Share;
  /** Other candidates without a training event. */
  readonly untrainedOthers: Share;
}

/**
 * Describes how far the number of training events alone tells the answer. A skew is a fact about the
 * data as a rule; a pool in which only the answers lack training events, or only the others, is a
 * fault of the pool.
 *
 * @returns null if there is nothing but the answer to choose from
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { candidatePopularity } from "./candidate_popularity.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const found = candidatePopularity(task);
 * if (found?.untrainedOthers.count !== 0) throw new Error("a pool of trained items has none");
 * if (!((found.rank ?? 0) > 0.5)) throw new Error("popular items are not chosen more often");
 * ```
 */
export function candidatePopularity(task: Task): CandidatePopularity | null {
  const { kind, pool } = task.protocol.protocol.candidates;
  if (kind === "shown") return null;
  const { test } = task, count = itemCounts(task, learned(task));
  const { greater, tied, ranked, zero } = countRanks(task, count);
  let cases = 0, sum = 0, coldAnswers = 0, coldOthers = 0, others = 0;
  for (let i = 0; i < test.length; i++) {
    if (!test.headline[i] || ranked[i] < 2) continue;
    const fewer = ranked[i] - greater[i] - tied[i], cold = Number(count[test.target[i]] === 0);
    cases++;
    sum += (fewer + (tied[i] - 1) / 2) / (ranked[i] - 1);
    others += ranked[i] - 1;
    coldAnswers += cold;
    coldOthers += zero[i] - cold;
  }
  return {
    cases,
    rank: cases === 0 ? null : sum / cases,
    pool,
    untrainedAnswers: shareOf(coldAnswers, cases),
    untrainedOthers: shareOf(coldOthers, others),
  };
}
