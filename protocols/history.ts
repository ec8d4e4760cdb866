import type { CaseSet } from "./case_set.ts";
import type { Task } from "./task.ts";

/**
 * The timeline rows of a case's history, oldest first: the user's events before the answer, without
 * those that the part hides.
 */
export function history(
  task: Pick<Task, "timeline" | "corpus">,
  cases: Pick<CaseSet, "user" | "event" | "domain" | "visible">,
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
  return rows;
}
