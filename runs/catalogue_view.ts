import type { Catalogue } from "../plugins/contract/mod.ts";
import type { Task } from "../protocols/task.ts";
import type { Shuffle } from "./shuffle.ts";

/**
 * The catalogue as a plugin sees it: shuffled indices, no raw ids, no names.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { catalogueView } from "./catalogue_view.ts";
 * import { shuffle } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const view = catalogueView(task, shuffle(task, 1));
 * if (view.items !== task.corpus.catalogue.length || "rawId" in view) throw new Error("raw ids");
 * ```
 */
export function catalogueView(task: Task, { item, canonicalItem }: Shuffle): Catalogue {
  const { catalogue } = task.corpus;
  // An identity is named by the first index that has it: the corpus numbers them by raw id.
  const first = new Map<number, number>();
  const itemIdentity = Uint32Array.from(canonicalItem, (canonical, index) => {
    const identity = catalogue.identity[canonical];
    if (!first.has(identity)) first.set(identity, index);
    return first.get(identity) ?? index;
  });
  return {
    items: catalogue.length,
    domains: task.pools.map((pool) => ({
      role: "both",
      pool: Uint32Array.from(pool, (canonical) => item[canonical]).sort(),
    })),
    itemDomain: Uint8Array.from(canonicalItem, (canonical) => catalogue.domain[canonical]),
    itemIdentity,
    itemTextSize: 0,
    ...(catalogue.category ? { itemCategory: pick(catalogue.category, canonicalItem) } : {}),
  };
}

function pick(values: Uint32Array, at: Uint32Array): Uint32Array {
  return Uint32Array.from(at, (index) => values[index]);
}
