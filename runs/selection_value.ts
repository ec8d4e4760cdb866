import { markOutcomes } from "../leaderboard/mark_outcomes.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Task } from "../protocols/task.ts";
import type { Examined } from "./examine.ts";
import { outcomesOf } from "./outcomes_of.ts";

/**
 * The protocol's selection metric over examined validation cases: its value per domain (NaN for a
 * domain without cases, or where it has none) and the unweighted mean of those.
 *
 * @param cases of the task, that were examined
 * @param examined what became of them
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { selectionValue } from "./selection_value.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { validation } = task, none = new Uint32Array(validation.length), one = none.map(() => 1);
 * const scores = new Float32Array(validation.candidates?.items.length ?? 0);
 * const best = { greater: none, tied: one, ranked: one, nanScores: 0, kept: new Map(), scores };
 * const { value, byDomain } = selectionValue(task, { cases: validation, examined: best });
 * if (value !== 1 || byDomain.join() !== "1,1,1") throw new Error("first everywhere is not 1");
 * ```
 */
export function selectionValue(
  task: Task,
  { cases, examined }: { cases: CaseSet; examined: Examined },
): { value: number; byDomain: Float64Array } {
  const [metric] = task.protocol.protocol.metrics;
  const { macro, domains } = markOutcomes({
    ...outcomesOf(task, examined, { cases }),
    metrics: [metric],
    slices: {},
    // Cases of validation are asked because they count.
    headline: new Uint8Array(cases.length).fill(1),
  });
  return {
    value: macro.metrics[metric]?.value ?? NaN,
    byDomain: Float64Array.from(
      task.corpus.catalogue.domains,
      (name) => domains[name].metrics[metric]?.value ?? NaN,
    ),
  };
}
