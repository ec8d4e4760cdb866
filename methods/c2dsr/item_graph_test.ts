import { assertEquals, assertThrows } from "@std/assert";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { graphOfTensors, graphTensors } from "./_graph_tensors.ts";
import { type ItemGraph, itemGraph } from "./_item_graph.ts";

function eventsOf(...sequences: number[][]) {
  const offsets = [0];
  for (const { length } of sequences) offsets.push(offsets[offsets.length - 1] + length);
  return { offsets: Uint32Array.from(offsets), item: Uint32Array.from(sequences.flat()) };
}

/** Successors and shares per item. */
function edgesOf({ offsets, successor, share }: ItemGraph): Record<number, number>[] {
  return Array.from({ length: offsets.length - 1 }, (_, item) =>
    Object.fromEntries(
      Array.from(successor.subarray(offsets[item], offsets[item + 1]), (to, i) => [
        to,
        share[offsets[item] + i],
      ]),
    ));
}

const half = Math.fround(0.5), third = Math.fround(1 / 3), twoThirds = Math.fround(2 / 3);

Deno.test("itemGraph() has an edge per transition, in one direction, each item's 1 in all", () => {
  const graph = itemGraph(eventsOf([0, 1, 2, 1], [0, 1], [0, 2], [3]), { items: 5, most: 9 });
  assertEquals(edgesOf(graph), [{ 1: twoThirds, 2: third }, { 2: 1 }, { 1: 1 }, {}, {}]);
  assertEquals(graph.width, 2);
});

Deno.test("itemGraph() links no users, and an item that is repeated to itself", () => {
  assertEquals(edgesOf(itemGraph(eventsOf([0, 0], [1], [0]), { items: 2, most: 9 })), [
    { 0: 1 },
    {},
  ]);
});

Deno.test("itemGraph() of domains skips what came between from other ones", () => {
  const events = eventsOf([0, 2, 1, 3], [2, 0, 0, 2]), itemDomain = Uint8Array.of(0, 0, 1, 1);
  const edges = edgesOf(itemGraph(events, { items: 4, most: 9, itemDomain }));
  assertEquals(edges, [{ 0: half, 1: half }, {}, { 2: half, 3: half }, {}]);
  for (const [item, to] of edges.entries()) {
    for (const each of Object.keys(to)) assertEquals(itemDomain[Number(each)], itemDomain[item]);
  }
});

Deno.test("itemGraph() keeps the most frequent successors, of equals the first, and their shares", () => {
  const events = eventsOf([0, 3], [0, 2], [0, 3], [0, 1], [0, 4], [0, 4], [0, 4]);
  assertNear(itemGraph(events, { items: 5, most: 2 }).share, [0.4, 0.6], 1e-7);
  assertEquals([...itemGraph(events, { items: 5, most: 2 }).successor], [3, 4]);
  const { successor, share } = itemGraph(events, { items: 5, most: 3 });
  assertEquals([...successor], [1, 3, 4]);
  assertNear(share, [1 / 6, 2 / 6, 3 / 6], 1e-7);
});

Deno.test("a graph is what its tensors say, an empty one, too", () => {
  for (const sequences of [[[0, 1, 2, 1], [0, 2]], []]) {
    const graph = itemGraph(eventsOf(...sequences), { items: 4, most: 9 });
    assertEquals(graphOfTensors("graph.cross", graphTensors("graph.cross", graph), 4), graph);
  }
});

Deno.test("tensors that are no graph are refused", () => {
  const tensors = graphTensors("g", itemGraph(eventsOf([0, 1, 2]), { items: 3, most: 9 }));
  assertThrows(
    () => graphOfTensors("h", tensors, 3),
    TypeError,
    'Cannot read the graph "h": no "successors", expected all its tensors',
  );
  assertThrows(
    () => graphOfTensors("g", tensors, 4),
    TypeError,
    'Cannot read the graph "g": sizes [3,2,2]',
  );
  const beyond = { ...tensors, "g.item": { shape: [2], values: Float32Array.of(1, 3) } };
  assertThrows(() => graphOfTensors("g", beyond, 3), TypeError, "and items below 3");
});
