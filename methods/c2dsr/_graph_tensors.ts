import type { Parameters } from "@permafrost/bench/nn";
import type { ItemGraph } from "./_item_graph.ts";

/** Whole numbers up to here are exact as float32, in which a graph is saved. */
const EXACT = 2 ** 24;

/**
 * A graph as tensors below a name, to be saved beside the weights: whoever loads these has no training
 * events to make it of.
 *
 * @throws {RangeError} if an item's index is too large for that
 */
export function graphTensors(name: string, graph: ItemGraph): Parameters {
  const { offsets, successor, share } = graph, items = offsets.length - 1;
  if (items > EXACT) {
    throw new RangeError(
      `Cannot save a graph of ${items} items: expected at most ${EXACT}, whose indices are exact as float32`,
    );
  }
  const successors = Float32Array.from(
    { length: items },
    (_, item) => offsets[item + 1] - offsets[item],
  );
  return {
    [`${name}.successors`]: { shape: [items], values: successors },
    [`${name}.item`]: { shape: [successor.length], values: Float32Array.from(successor) },
    [`${name}.share`]: { shape: [share.length], values: share },
  };
}

/**
 * The graph that `graphTensors` made tensors of.
 *
 * @throws {TypeError} if they are not there, or do not fit each other and the number of items
 */
export function graphOfTensors(name: string, tensors: Parameters, items: number): ItemGraph {
  const [successors, successor, share] = ["successors", "item", "share"].map((part) => {
    const tensor = tensors[`${name}.${part}`];
    if (tensor === undefined) {
      throw new TypeError(
        `Cannot read the graph "${name}": no "${part}", expected all its tensors`,
      );
    }
    return tensor.values;
  });
  const offsets = new Uint32Array(items + 1);
  let width = 1;
  for (let item = 0; item < items; item++) {
    offsets[item + 1] = offsets[item] + successors[item];
    width = Math.max(width, successors[item]);
  }
  const sizes = [successors.length, successor.length, share.length];
  const wanted = [items, offsets[items], offsets[items]];
  if (sizes.join() !== wanted.join() || successor.some((item) => item >= items)) {
    throw new TypeError(
      `Cannot read the graph "${name}": sizes [${sizes}], expected [${wanted}] and items below ${items}`,
    );
  }
  return { offsets, successor: Uint32Array.from(successor), share: share.slice(), width };
}
