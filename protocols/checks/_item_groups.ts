import type { Task } from "../task.ts";

/**
 * Number of the pool per canonical item: 2d for what headline cases of domain d are ranked among, 2d + 1
 * for the domain's other items, which the other cases are ranked among.
 */
export function itemGroups({ corpus, pools }: Pick<Task, "corpus" | "pools">): Uint32Array {
  const group = Uint32Array.from(corpus.catalogue.domain, (d) => 2 * d + 1);
  pools.forEach((pool, d) => pool.forEach((item) => group[item] = 2 * d));
  return group;
}
