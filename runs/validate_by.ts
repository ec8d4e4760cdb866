import type { QueryBatch } from "../plugins/contract/mod.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Task } from "../protocols/task.ts";
import { examine } from "./examine.ts";
import { PopularityIndex } from "./popularity_index.ts";
import { selectionValue } from "./selection_value.ts";
import type { Shuffle } from "./shuffle.ts";

/** Asks the validation cases of whoever answers: the selection metric's macro mean, and by domain. */
export type Validate = (
  answer: (batch: QueryBatch) => Promise<Float32Array>,
) => Promise<{ value: number; byDomain: Float64Array }>;

/**
 * What answers `context.validate` of a task: the protocol's selection metric over its validation cases,
 * or those of another part.
 *
 * @param shuffle the run's plugin indices
 * @param options `cases`: those of another part; `domains`: the scorer knows the first so many
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { nextIdAnswer } from "./next_id_examinee.ts";
 * import { unshuffled } from "./shuffle.ts";
 * import { validateBy } from "./validate_by.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { value, byDomain } = await validateBy(task, unshuffled(task))(nextIdAnswer(task));
 * if (!(value > 0 && value < 1) || byDomain.length !== 3) throw new Error("not a mean of marks");
 * ```
 */
export function validateBy(
  task: Task,
  shuffle: Shuffle,
  { cases = task.validation, domains }: {
    cases?: CaseSet;
    domains?: number | undefined;
  } = {},
): Validate {
  const popularity = new PopularityIndex(task, cases, shuffle, domains);
  return async (answer) => {
    const examined = await examine(task, cases, { shuffle, popularity, answer });
    return selectionValue(task, { cases, examined });
  };
}
