import { assertEquals, assertRejects } from "@std/assert";
import { forEachDevice } from "../testing/for_each_device.ts";
import { mapRows } from "./map_rows.ts";

const counted = (rows: number, width: number) => ({
  shape: [rows, width],
  values: Float32Array.from({ length: rows * width }, (_, i) => i % 101),
});

forEachDevice("mapRows() gives a row per row of tables of other widths", async () => {
  const rows = 4097, a = counted(rows, 2), b = counted(rows, 1);
  const { shape, values } = await mapRows({ a, b }, {
    parameters: { c: { shape: [1], values: Float32Array.of(1000) } },
    size: 2,
    compute: (weights) =>
      weights.get("a", [-1, 2]).add(weights.get("b", [-1, 1])).add(weights.get("c", [1])),
  });
  assertEquals(shape, [rows, 2]);
  assertEquals(
    values,
    a.values.map((value, i) => value + b.values[Math.floor(i / 2)] + 1000),
  );
});

forEachDevice("mapRows() of no rows computes nothing", async () => {
  const found = await mapRows({ a: counted(0, 3) }, {
    parameters: {},
    size: 2,
    compute: () => {
      throw new Error("called");
    },
  });
  assertEquals(found, { shape: [0, 2], values: new Float32Array() });
}, { devices: ["cpu"] });

Deno.test("mapRows() refuses tables of different lengths, and none", async () => {
  const ask = (tables: Parameters<typeof mapRows>[0]) =>
    mapRows(tables, { parameters: {}, size: 1, compute: (weights) => weights.get("a", [-1, 1]) });
  await assertRejects(
    () => ask({ a: counted(3, 1), b: counted(4, 1) }),
    TypeError,
    "Cannot map rows of tables of 3 and 4 rows: expected one number",
  );
  await assertRejects(() => ask({}), TypeError, "Cannot map rows of tables of no rows");
});
