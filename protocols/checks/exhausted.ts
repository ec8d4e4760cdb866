import type { Task } from "../task.ts";
import { type Share, shareOf } from "./share_of.ts";

/**
 * The test cases whose pool was too small for the protocol's number of negatives, so that the case is
 * easier than the others; null where none are drawn.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { exhausted } from "./exhausted.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * if (exhausted(task)?.count !== task.counts.exhaustedCases) throw new Error("others");
 * ```
 */
export function exhausted({ protocol, test }: Pick<Task, "protocol" | "test">): Share | null {
  const { candidates } = protocol.protocol;
  if (candidates.kind !== "sampled" || !test.candidates) return null;
  const { offsets } = test.candidates;
  let short = 0;
  for (let i = 0; i < test.length; i++) {
    if (offsets[i + 1] - offsets[i] < candidates.count + 1) short++;
  }
  return shareOf(short, test.length);
}
