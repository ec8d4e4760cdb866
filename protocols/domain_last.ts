import type { Corpus } from "../core/corpus.ts";

/**
 * A corpus whose domain of a name stands last, and its items with it: a catalogue without it is then a
 * catalogue's beginning, to which a method that adapts is given the rest.
 *
 * @throws {RangeError} if there is no such domain
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { domainLast } from "./domain_last.ts";
 * const corpus = await loadDataset("tundra-tiny"), [first] = corpus.catalogue.domains;
 * const { catalogue } = domainLast(corpus, first);
 * if (catalogue.domains.at(-1) !== first) throw new Error("not the last");
 * if (catalogue.rawId.at(-1) !== corpus.catalogue.rawId[corpus.catalogue.offsets[1] - 1]) {
 *   throw new Error("its items stayed behind");
 * }
 * ```
 */
export function domainLast(corpus: Corpus, name: string): Corpus {
  const { catalogue, interactions } = corpus, last = catalogue.domains.indexOf(name);
  if (last < 0) throw new RangeError(`Cannot put domain "${name}" last: no such domain`);
  const order = [...catalogue.domains.keys()].filter((d) => d !== last).concat(last);
  const offsets = new Uint32Array(order.length + 1), items: number[] = [];
  order.forEach((d, place) => {
    for (let item = catalogue.offsets[d]; item < catalogue.offsets[d + 1]; item++) items.push(item);
    offsets[place + 1] = items.length;
  });
  const place = new Uint32Array(items.length);
  items.forEach((item, index) => place[item] = index);
  const { text, category } = catalogue;
  return {
    ...corpus,
    catalogue: {
      ...catalogue,
      domains: order.map((d) => catalogue.domains[d]),
      offsets,
      domain: Uint8Array.from(items, (item) => order.indexOf(catalogue.domain[item])),
      rawId: items.map((item) => catalogue.rawId[item]),
      identity: Uint32Array.from(items, (item) => catalogue.identity[item]),
      ...(text && { text: items.map((item) => text[item]) }),
      ...(category && { category: Uint32Array.from(items, (item) => category[item]) }),
    },
    interactions: { ...interactions, item: interactions.item.map((item) => place[item]) },
  };
}
