import type { CaseSet } from "./case_set.ts";
import type { Task } from "./task.ts";

/**
 * The timeline rows of a case's history, oldest first: the user's events before the answer, without
 * those that the part hides.
 *
 * @param cases the part that asks: its `visible` decides
 * @param index number of the case
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "./freeze.ts";
 * import { history } from "./history.ts";
 * import { loadProtocol } from "./load_protocol.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const rows = history(task, task.test, 0);
 * if (rows.length === 0 || rows.some((row) => row >= task.test.event[0])) throw new Error("later");
 * ```
 */
export function history(
  task: Pick<Task, "timeline" | "corpus">,
  cases: Pick<CaseSet, "user" | "event" | "domain" | "visible" | "historyLength">,
  index: number,
): number[] {
  const { offsets, item } = task.timeline;
  const { domain } = task.corpus.catalogue;
  const rows: number[] = [];
  for (let row = offsets[cases.user[index]]; row < cases.event[index]; row++) {
    const visible = cases.visible[row];
    if (visible === 1 || (visible === 2 && domain[item[row]] === cases.domain[index])) {
      rows.push(row);
    }
  }
  return cases.historyLength === undefined ? rows : rows.slice(-cases.historyLength);
}
