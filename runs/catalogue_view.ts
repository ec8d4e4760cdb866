import type { Catalogue, Domain } from "../plugins/contract/mod.ts";
import type { Task } from "../protocols/task.ts";
import type { ItemTexts } from "./item_texts.ts";
import type { Shuffle } from "./shuffle.ts";

/**
 * The catalogue as a plugin sees it: shuffled indices, no raw ids, no names. The pool of a domain that
 * is never asked about is empty.
 *
 * @param shown `domains`: the first so many domains and their items, all unless said; `texts`: vectors
 * of the items' texts, for a plugin that needs them
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
export function catalogueView(
  task: Task,
  { item, canonicalItem }: Shuffle,
  { domains = task.pools.length, texts }: {
    readonly domains?: number | undefined;
    readonly texts?: ItemTexts | undefined;
  } = {},
): Catalogue {
  const { catalogue } = task.corpus, known = canonicalItem.subarray(0, catalogue.offsets[domains]);
  // An identity is named by the first index that has it: the corpus numbers them by raw id.
  const first = new Map<number, number>();
  const itemIdentity = Uint32Array.from(known, (canonical, index) => {
    const identity = catalogue.identity[canonical];
    if (!first.has(identity)) first.set(identity, index);
    return first.get(identity) ?? index;
  });
  return {
    items: known.length,
    domains: task.pools.slice(0, domains).map((pool, d) => {
      const role = roleOf(task, d);
      const asked = role === "source" ? new Uint32Array() : pool;
      return { role, pool: Uint32Array.from(asked, (canonical) => item[canonical]).sort() };
    }),
    itemDomain: Uint8Array.from(known, (canonical) => catalogue.domain[canonical]),
    itemIdentity,
    ...(texts ? textColumns(task, { known, texts }) : { itemTextSize: 0 }),
    ...(catalogue.category ? { itemCategory: pick(catalogue.category, known) } : {}),
  };
}

/** Whether a domain is learned from, asked about, or both. */
function roleOf({ protocol, corpus }: Task, domain: number): Domain["role"] {
  const { split } = protocol.protocol, name = corpus.catalogue.domains[domain];
  if (split.kind === "click") return name === split.target ? "both" : "source";
  return split.kind === "users" && name === split.target && split.samples === 0 ? "target" : "both";
}

/** The vector of each item's text, in the plugin's order. */
function textColumns(
  { corpus: { id, catalogue: { text } } }: Task,
  { known, texts }: { readonly known: Uint32Array; readonly texts: ItemTexts },
): Pick<Catalogue, "itemText" | "itemTextSize"> {
  const { about: { size }, rows, vectors } = texts,
    itemText = new Float32Array(known.length * size);
  known.forEach((canonical, index) => {
    const row = rows.get(text?.[canonical] ?? "");
    if (row === undefined) {
      throw new TypeError(`Cannot show the texts of "${id}": one without a vector, expected none`);
    }
    itemText.set(vectors.subarray(row * size, (row + 1) * size), index * size);
  });
  return { itemText, itemTextSize: size };
}

function pick(values: Uint32Array, at: Uint32Array): Uint32Array {
  return Uint32Array.from(at, (index) => values[index]);
}
