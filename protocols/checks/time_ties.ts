import type { Task } from "../task.ts";
import { type Share, shareOf } from "./share_of.ts";

/**
 * The test cases whose answer has the very time of a neighbouring event of its user: there a hash, and
 * nothing in the data, says which of them is the answer.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { timeTies } from "./time_ties.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { count, of } = timeTies(task);
 * if (of !== task.test.length || count !== task.counts.timeTiedCases) throw new Error("others");
 * ```
 */
export function timeTies({ test }: Pick<Task, "test">): Share {
  return shareOf(test.timeTied.reduce((sum, each) => sum + each, 0), test.length);
}
