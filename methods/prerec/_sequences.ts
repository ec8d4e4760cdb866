import type { Histories } from "@permafrost/bench/method";

/** What f_seq reads, side by side: per row D_k, then items, then padding. */
export interface Sequences {
  /** Number of sequences. */
  readonly size: number;
  /** Positions per sequence, padding included. */
  readonly length: number;
  /** Item per position, `size × length`; 0 where none is. */
  readonly item: Uint32Array;
  /** 1 where an item is, `size × length`. */
  readonly isItem: Uint8Array;
  /** Domain per sequence: whose D_k stands in front. */
  readonly domain: Uint8Array;
  /** Last position that is there per sequence, as an index into `size × length`. */
  readonly last: Int32Array;
}

/**
 * Rows of items behind their domain's token.
 *
 * @param rows items in time order, `length − 1` at most, and their domain
 * @param length positions of each
 */
export function sequencesOf(
  rows: readonly { readonly items: Uint32Array; readonly domain: number }[],
  length: number,
): Sequences {
  const size = rows.length, item = new Uint32Array(size * length);
  const isItem = new Uint8Array(size * length), last = new Int32Array(size);
  rows.forEach(({ items }, row) => {
    const first = row * length + 1;
    item.set(items, first);
    isItem.fill(1, first, first + items.length);
    last[row] = first + items.length - 1;
  });
  return { size, length, item, isItem, domain: Uint8Array.from(rows, (row) => row.domain), last };
}

/**
 * What a query's user did in the domain that is asked, and nowhere else: a domain has its own users
 * (§3.1). Always as many positions, so that a score does not hang on the other queries.
 */
export function historySequences(
  { offsets, item }: Pick<Histories, "offsets" | "item">,
  { domain, itemDomain, length }: { domain: Uint8Array; itemDomain: Uint8Array; length: number },
): Sequences {
  const rows = Array.from(domain, (each, query) => {
    const items = item.subarray(offsets[query], offsets[query + 1])
      .filter((one) => itemDomain[one] === each);
    return { items: items.subarray(Math.max(0, items.length - (length - 1))), domain: each };
  });
  return sequencesOf(rows, length);
}
