import type { Catalogue, Domain } from "../../plugins/contract/mod.ts";

/** What a test's items are. */
export interface CatalogueShape {
  /** Number of domains, each of them source and target. */
  readonly domains: number;
  /** Domain of an item; by turns unless said. */
  domainOf?(item: number): number;
  /** Items that stand in no pool, because training does not meet them; none unless said. */
  isCold?(item: number): boolean;
}

const TEXT_SIZE = 4;

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
  const { domains, domainOf = (item) => item % domains, isCold = () => false } = shape;
  const indices = Uint32Array.from({ length: items }, (_, item) => item);
  return {
    items,
    domains: Array.from({ length: domains }, (_, domain): Domain => ({
      role: "both",
      pool: indices.filter((item) => domainOf(item) === domain && !isCold(item)),
    })),
    itemDomain: Uint8Array.from(indices, domainOf),
    itemIdentity: indices,
    itemText: Float32Array.from({ length: items * TEXT_SIZE }, (_, i) => Math.sqrt(i % 97) / 10),
    itemTextSize: TEXT_SIZE,
    itemCategory: indices.map((item) => item % 2),
  };
}
