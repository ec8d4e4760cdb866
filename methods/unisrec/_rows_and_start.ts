import type { EmbeddingTable, Parameter } from "@permafrost/bench/nn";

/**
 * Rows of a table that items name, who may be the start: its place is behind all rows.
 *
 * @param table a row per item; the start is the number of them
 * @returns `rows`: which they are, those of the first list first; `weights`: copies of them, for the
 * device; `places`: the lists again
 */
export function rowsAndStart(
  table: EmbeddingTable,
  ...lists: readonly Uint32Array[]
): { rows: Uint32Array; weights: Parameter; places: Int32Array[] } {
  const [start] = table.parameter.shape;
  const items = lists.map((list) => list.filter((item) => item !== start));
  const { rows, weights, places } = table.lookup(...items);
  return {
    rows,
    weights,
    places: lists.map((list, which) => {
      let next = 0;
      return Int32Array.from(
        list,
        (item) => item === start ? rows.length : places[which][next++],
      );
    }),
  };
}
