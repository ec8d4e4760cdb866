import type { Task } from "../task.ts";
import { learned } from "./_learned.ts";
import { firstAbove, firstAtLeast } from "./_search_ascending.ts";
import { type Share, shareOf } from "./share_of.ts";
import type { SplitRule } from "./split_rule.ts";

/** How much of the training lies in the future of what is asked. */
export interface LaterTraining {
  /**
   * Pairs (test case, training event) with the event later than the answer, of all such pairs: the
   * mean over cases of the share of training that is later.
   */
  readonly events: Share;
  /** Test cases whose own user has a later training event, in whatever domain. */
  readonly ownUser: Share;
  /**
   * Training events at or after the earliest answer of validation and test; null where a split has no
   * one moment that parts them. A single one is an error of the suite.
   */
  readonly pastBoundary: Share | null;
}

/**
 * Counts training events that are later than the answers. A task that is not split at one moment
 * always has some: a method knows from them what was popular after the question was asked.
 *
 * @param rule says whether there is one moment for all
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { laterTraining } from "./later_training.ts";
 * import { splitRule } from "./split_rule.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("global-time-full@1"));
 * const { events, pastBoundary } = laterTraining(task, splitRule("global-time"));
 * if (events.count !== 0 || pastBoundary?.count !== 0) throw new Error("learned from the future");
 * ```
 */
export function laterTraining(
  task: Pick<Task, "timeline" | "training" | "adaptation" | "validation" | "test">,
  { oneBoundary }: Pick<SplitRule, "oneBoundary">,
): LaterTraining {
  const { timeline: { time, offsets }, validation, test } = task, training = learned(task);
  const times = time.filter((_, row) => training[row] === 1).sort();
  let pairs = 0, own = 0;
  for (let i = 0; i < test.length; i++) {
    pairs += times.length - firstAbove(times, test.time[i]);
    // Rows ascend in time: the last training row of the user tells.
    let row = offsets[test.user[i] + 1] - 1;
    while (row >= offsets[test.user[i]] && training[row] === 0) row--;
    if (row >= offsets[test.user[i]] && time[row] > test.time[i]) own++;
  }
  let first = Infinity;
  for (const part of [validation, test]) {
    for (const each of part.time) first = Math.min(first, each);
  }
  return {
    events: shareOf(pairs, test.length * times.length),
    ownUser: shareOf(own, test.length),
    pastBoundary: oneBoundary
      ? shareOf(times.length - firstAtLeast(times, first), times.length)
      : null,
  };
}
