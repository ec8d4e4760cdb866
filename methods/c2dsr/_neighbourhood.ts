import type { EmbeddingTable, Parameter } from "@permafrost/bench/nn";
import type { ItemGraph } from "./_item_graph.ts";

/** The part of a graph, and of a table of item vectors, that some items' convolution depends on. */
export interface Neighbourhood {
  /** Rows of the table: those that were asked for, then what is one edge away, then two … */
  readonly rows: Uint32Array;
  /** Copies of these rows, for the device. */
  readonly vectors: Parameter;
  /** How many of the rows are at most 0, 1, … edges away; one number more than there are layers. */
  readonly within: readonly number[];
  /** Per row that is not in the outermost ring, its successors as places among the rows. */
  readonly successor: Int32Array;
  /** Share per successor; 0 where there is none. */
  readonly share: Float32Array;
  /** Entries of `successor` and `share` per row: the graph's width, whatever rows are asked for. */
  readonly width: number;
  /** The lists that were asked for, each entry as a place among the rows. */
  readonly places: readonly Int32Array[];
}

/**
 * All that the convolution of some rows over `layers` layers reads: memory and time grow with the
 * rows that are asked for and with their successors, at most `width` per row and layer, and not with
 * the table. Rows behind those of the graph (start tokens) have no successors.
 *
 * @param lists rows of the table
 * @throws {RangeError} if the table has no such row
 */
export function neighbourhood(
  { graph, table, layers }: { graph: ItemGraph; table: EmbeddingTable; layers: number },
  ...lists: readonly ArrayLike<number>[]
): Neighbourhood {
  const asked = table.lookup(...lists), within = [asked.rows.length];
  // A lookup gives rows in the order in which they first occur: those of the ring before come first.
  let found = asked, edges = edgesOf(graph, new Uint32Array());
  for (let layer = 0; layer < layers; layer++) {
    edges = edgesOf(graph, found.rows);
    found = table.lookup(found.rows, edges.successor);
    within.push(found.rows.length);
  }
  return {
    rows: found.rows,
    vectors: found.weights,
    within,
    successor: found.places[1] ?? new Int32Array(),
    share: edges.share,
    width: graph.width,
    places: asked.places,
  };
}

/** The successors of some rows, each row's filled up to the graph's width with itself at a share of 0. */
function edgesOf(
  { offsets, successor, share, width }: ItemGraph,
  rows: Uint32Array,
): { successor: Uint32Array; share: Float32Array } {
  const to = new Uint32Array(rows.length * width), of = new Float32Array(to.length);
  rows.forEach((row, place) => {
    const first = place * width;
    to.fill(row, first, first + width);
    if (row + 1 >= offsets.length) return;
    to.set(successor.subarray(offsets[row], offsets[row + 1]), first);
    of.set(share.subarray(offsets[row], offsets[row + 1]), first);
  });
  return { successor: to, share: of };
}
