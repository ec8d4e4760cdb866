import type { Catalogue } from "./contract/mod.ts";

/** What of a catalogue tells whether another goes on from it. */
export type CatalogueStart = Pick<Catalogue, "items" | "itemDomain" | "itemIdentity"> & {
  /** Size of each domain's pool. */
  readonly pools: readonly number[];
  /** Numbers per text vector. */
  readonly itemTextSize: number;
};

/** That part of a catalogue: without its texts, so that these can be freed. */
export function catalogueStart(catalogue: Catalogue): CatalogueStart {
  const { items, itemDomain, itemIdentity, itemTextSize, domains } = catalogue;
  const pools = domains.map(({ pool }) => pool.length);
  return { items, itemDomain, itemIdentity, itemTextSize, pools };
}

/**
 * Asserts that a catalogue has all items of another at the same indices, and at most one domain more.
 *
 * @throws {TypeError} if not
 */
export function checkGoesOn(before: CatalogueStart, after: Catalogue, name: string): void {
  function refuse(what: string, wanted: string): never {
    throw new TypeError(`Cannot adapt "${name}": ${what}, expected ${wanted}`);
  }
  const { items, domains } = after, { length } = before.pools;
  if (items < before.items) refuse(`${items} items`, `the ${before.items} of its scorer and more`);
  if (domains.length < length || domains.length > length + 1) {
    refuse(`${domains.length} domains`, `the ${length} of its scorer and at most one more`);
  }
  if (after.itemTextSize !== before.itemTextSize) {
    refuse(`texts of ${after.itemTextSize} numbers`, `${before.itemTextSize} as its scorer has`);
  }
  for (let item = 0; item < before.items; item++) {
    const same = after.itemDomain[item] === before.itemDomain[item] &&
      after.itemIdentity[item] === before.itemIdentity[item];
    if (!same) refuse(`item ${item} is another`, "the items of its scorer first");
  }
}
