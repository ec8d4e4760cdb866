import type { Outcomes } from "../leaderboard/schema/outcomes.ts";
import type { Task } from "../protocols/task.ts";
import type { Examined } from "./examine.ts";

/**
 * The columns of an outcomes file: what the test cases are, and what became of them.
 *
 * @param examined of the test cases
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { examine } from "./examine.ts";
 * import { nextIdAnswer } from "./next_id_examinee.ts";
 * import { outcomesOf } from "./outcomes_of.ts";
 * import { PopularityIndex } from "./popularity_index.ts";
 * import { unshuffled } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const map = unshuffled(task), popularity = new PopularityIndex(task, task.test, map);
 * const exam = { shuffle: map, popularity, answer: nextIdAnswer(task) };
 * const outcomes = outcomesOf(task, await examine(task, task.test, exam));
 * if (outcomes.length !== 200 || !("cold" in outcomes.slices)) throw new Error("not every case");
 * ```
 */
export function outcomesOf(task: Task, examined: Examined): Outcomes {
  const { test, protocol, corpus } = task;
  const flags: Record<string, Uint8Array> = {
    cold: test.warm.map((warm) => 1 - warm),
    warm: test.warm,
    "time-tied": test.timeTied,
  };
  const slices = Object.fromEntries(
    [...protocol.protocol.slices.filter((name) => name !== "domain"), "time-tied"]
      .map((name) => [name, flags[name]]),
  );
  return {
    length: test.length,
    domains: corpus.catalogue.domains,
    metrics: protocol.protocol.metrics,
    user: test.user,
    domain: test.domain,
    headline: test.headline,
    slices,
    greater: examined.greater,
    tied: examined.tied,
    ranked: examined.ranked,
    answers: examined.scores && test.candidates
      ? {
        kind: "sampled",
        offsets: test.candidates.offsets,
        score: examined.scores,
        target: new Uint32Array(test.length), // the target stands first in its candidate column
      }
      : { kind: "full", top: examined.top ?? new Uint32Array(0) },
  };
}
