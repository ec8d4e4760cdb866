import type { Task } from "../../protocols/task.ts";
import type { Shuffle } from "../shuffle.ts";

/** Items that are ranked against each other. */
export interface ItemPool {
  /** Plugin indices, ascending: the order of a plugin's scores. */
  readonly items: Uint32Array;
  /** The canonical item of each. */
  readonly names: Uint32Array;
}

/** The pools of each domain. */
export interface ItemPools {
  /** The candidate pool. */
  readonly whole: readonly ItemPool[];
  /** The other items of the domain: none under a protocol whose pool is the catalogue. */
  readonly cold: readonly ItemPool[];
}

/**
 * The pools of a task as a plugin knows them.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { itemPools } from "./item_pools.ts";
 * import { shuffle } from "../shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-full@1"));
 * const { whole: [{ items, names }], cold } = itemPools(task, shuffle(task, 1));
 * if (items.length !== task.pools[0].length || names[0] === items[0]) throw new Error("the same");
 * if (cold.some((pool) => pool.items.length > 0)) throw new Error("all items are in the catalogue");
 * ```
 */
export function itemPools(task: Task, shuffle: Shuffle): ItemPools {
  const { domain, domains } = task.corpus.catalogue;
  const pooled = new Uint8Array(domain.length);
  for (const pool of task.pools) for (const item of pool) pooled[item] = 1;
  const others = domains.map((): number[] => []);
  domain.forEach((d, item) => {
    if (!pooled[item]) others[d].push(item);
  });
  const pool = (canonical: ArrayLike<number> & Iterable<number>): ItemPool => {
    const items = Uint32Array.from(canonical, (item) => shuffle.item[item]).sort();
    return { items, names: items.map((item) => shuffle.canonicalItem[item]) };
  };
  return { whole: task.pools.map(pool), cold: others.map(pool) };
}
