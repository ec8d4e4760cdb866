import { history } from "../history.ts";
import type { Task } from "../task.ts";
import { itemGroups } from "./_item_groups.ts";

/** What a full ranking ranks its cases among: a pool's items, and per case those taken out. */
export interface RankedPool {
  /** Number of the pool per test case. */
  readonly poolOf: (index: number) => number;
  /** Ascending canonical items per pool, as `itemGroups` numbers them. */
  readonly pools: readonly Uint32Array[];
  /** Different items of the case's pool that its history takes out, without the answer. */
  readonly out: (index: number) => number[];
}

/** The pools of a full ranking, so that a check need not look at every pair of case and item. */
export function rankedPool(task: Task): RankedPool {
  const { protocol: { candidates } } = task.protocol, { test, timeline: { item } } = task;
  const keepHistory = candidates.kind === "full" && candidates.keepHistory === true;
  const group = itemGroups(task);
  const pools = Array.from({ length: 2 * task.pools.length }, (): number[] => []);
  group.forEach((number, each) => pools[number].push(each));
  const poolOf = (index: number): number => group[test.target[index]];
  return {
    poolOf,
    pools: pools.map((items) => Uint32Array.from(items)),
    out(index) {
      if (keepHistory) return [];
      const own = poolOf(index), items = new Set<number>();
      for (const row of history(task, test, index)) {
        if (group[item[row]] === own) items.add(item[row]);
      }
      items.delete(test.target[index]);
      return [...items];
    },
  };
}
