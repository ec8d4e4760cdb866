import type { Catalogue, Domain } from "../contract/mod.ts";

/** What a test's items are. */
export interface CatalogueShape {
  /** Number of domains, each of them source and target unless `target` is said. */
  readonly domains: number;
  /** The one domain that is asked about; the others are sources then. */
  readonly target?: number;
  /** Domain of an item; by turns unless said. */
  domainOf?(item: number): number;
  /** Items that stand in no pool, because training does not meet them; none unless said. */
  isCold?(item: number): boolean;
  /** Text vector of an item, always of the same size; four numbers that say nothing unless said. */
  textOf?(item: number): readonly number[];
}

/**
 * A catalogue with all that a method may need: text vectors and two categories.
 *
 * @param items number of items, over all domains
 *
 * @example
 * ```ts
 * import { buildCatalogue } from "./build_catalogue.ts";
 * const { domains } = buildCatalogue(5, { domains: 2 });
 * if (domains[1].pool.join() !== "1,3") throw new Error("not by turns");
 * ```
 */
export function buildCatalogue(items: number, shape: CatalogueShape): Catalogue {
  const { domains, target, domainOf = (item) => item % domains, isCold = () => false } = shape;
  const { textOf = (item) => [0, 1, 2, 3].map((i) => Math.sqrt((4 * item + i) % 97) / 10) } = shape;
  const itemText = Float32Array.from(
    Array.from({ length: items }, (_, item) => textOf(item)).flat(),
  );
  const indices = Uint32Array.from({ length: items }, (_, item) => item);
  return {
    items,
    domains: Array.from({ length: domains }, (_, domain): Domain => {
      const isAsked = domain === (target ?? domain);
      const inPool = (item: number) => isAsked && domainOf(item) === domain && !isCold(item);
      return { role: isAsked ? "both" : "source", pool: indices.filter(inPool) };
    }),
    itemDomain: Uint8Array.from(indices, domainOf),
    itemIdentity: indices,
    itemText,
    itemTextSize: items === 0 ? 0 : itemText.length / items,
    itemCategory: indices.map((item) => item % 2),
  };
}
