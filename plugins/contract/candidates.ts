/**
 * What to score. `list`: query q's candidates are `items[offsets[q]]` up to `items[offsets[q + 1]]`,
 * ascending. `domain`: the whole pool of the query's target domain, `catalogue.domains[d].pool`.
 */
export type Candidates =
  | { readonly kind: "list"; readonly offsets: Uint32Array; readonly items: Uint32Array }
  | { readonly kind: "domain" };
