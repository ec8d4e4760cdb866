import { assertEquals, assertThrows } from "@std/assert";
import { EmbeddingTable } from "@permafrost/bench/nn";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { domainSequences } from "./_domain_sequences.ts";
import { rowsAndStart } from "./_rows_and_start.ts";

Deno.test("domainSequences() makes a user of several domains a user of each, in order", () => {
  // Even items are of domain 0, odd ones of domain 1.
  const view = buildTrainView([[4, 1, 2, 3, 0], [], [5]], buildCatalogue(6, { domains: 2 }));
  const { users, events, catalogue } = domainSequences(view);
  assertEquals(users, 6);
  assertEquals([...events.offsets], [0, 3, 5, 5, 5, 5, 6]);
  assertEquals([...events.item], [4, 2, 0, 1, 3, 5]);
  assertEquals([...events.time], [0, 2, 4, 1, 3, 5].map((at) => view.events.time[at]));
  assertEquals(catalogue, view.catalogue);
});

Deno.test("domainSequences() keeps what may be a target and labels beside their events", () => {
  const view = {
    ...buildTrainView([[4, 1, 2, 3, 0]], buildCatalogue(6, { domains: 2 })),
    trainable: Uint8Array.of(0b01010),
    label: Float32Array.of(10, 11, 12, 13, 14),
  };
  const before = structuredClone(view), { trainable, label } = domainSequences(view);
  assertEquals([...trainable], [0b11000]);
  assertEquals([...label], [10, 12, 14, 11, 13]);
  assertEquals(view, before);
});

Deno.test("domainSequences() of no user has no sequence", () => {
  const { users, events } = domainSequences(
    buildTrainView([], buildCatalogue(2, { domains: 2 })),
  );
  assertEquals([users, [...events.offsets], events.item.length], [0, [0], 0]);
});

const table = new EmbeddingTable({ shape: [4, 1], values: Float32Array.of(10, 11, 12, 13) });

Deno.test("rowsAndStart() puts the start behind the rows, those of the first list first", () => {
  const { rows, weights, places } = rowsAndStart(
    table,
    Uint32Array.of(3, 1),
    Uint32Array.of(4, 0, 3, 4),
  );
  assertEquals([...rows], [3, 1, 0]);
  assertEquals([...weights.values], [13, 11, 10]);
  assertEquals(places.map((each) => [...each]), [[0, 1], [3, 2, 0, 3]]);
});

Deno.test("rowsAndStart() of the start alone has no row, and no place for other items", () => {
  const { rows, places: [own] } = rowsAndStart(table, Uint32Array.of(4, 4));
  assertEquals([[...rows], [...own]], [[], [0, 0]]);
  assertThrows(() => rowsAndStart(table, Uint32Array.of(5)), RangeError, "Cannot look up row 5");
});
