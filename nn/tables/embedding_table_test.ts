import { assertEquals, assertThrows } from "@std/assert";
import { EmbeddingTable } from "./embedding_table.ts";

const parameter = { shape: [5, 2], values: Float32Array.from({ length: 10 }, (_, i) => i) };

Deno.test("EmbeddingTable.lookup() copies each row once, in the order it is first named", () => {
  const table = new EmbeddingTable(parameter);
  const { rows, weights, places } = table.lookup([4, 0, 4], new Uint32Array([2, 0]));
  assertEquals([...rows], [4, 0, 2]);
  assertEquals(weights, { shape: [3, 2], values: new Float32Array([8, 9, 0, 1, 4, 5]) });
  assertEquals(places.map((each) => [...each]), [[0, 1, 0], [2, 1]]);
  weights.values.fill(-1);
  assertEquals(parameter.values[8], 8);
});

Deno.test("EmbeddingTable.lookup() does not remember the last one", () => {
  const table = new EmbeddingTable(parameter);
  const first = table.lookup([1, 3]);
  table.lookup([3, 1, 0]);
  assertEquals(table.lookup([1, 3]), first);
  assertEquals([...table.lookup().rows], []);
});

Deno.test("EmbeddingTable.lookup() refuses a row that is not there, and works on", () => {
  const table = new EmbeddingTable(parameter);
  for (const row of [5, -1, NaN]) {
    assertThrows(() => table.lookup([1, row]), RangeError, `Cannot look up row ${row}`);
  }
  assertEquals([...table.lookup([1]).places[0]], [0]);
});

Deno.test("an EmbeddingTable is of rank 2", () => {
  assertThrows(
    () => new EmbeddingTable({ shape: [4], values: new Float32Array(4) }),
    TypeError,
    "Cannot make an embedding table of shape [4]: rank 1, expected 2",
  );
});
