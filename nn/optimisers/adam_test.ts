import { assertEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/engine.json" with { type: "json" };
import { assertNear } from "../testing/assert_near.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { Adam } from "./adam.ts";

Deno.test("Adam takes the steps of PyTorch's Adam and SparseAdam", () => {
  const dense = goldenParameter("dense", [6]), table = goldenParameter("table", [4, 2]);
  const adam = new Adam({ learningRate: 0.05 });
  [[0, 2], [2, 3], [0, 3], [2]].forEach((rows, step) =>
    adam.update({ dense, table }, {
      dense: goldenParameter("d".repeat(step), [6]).values,
      table: goldenParameter("t".repeat(step), [rows.length, 2]).values,
    }, { rows: { table: Uint32Array.from(rows) } })
  );
  assertNear(dense.values, golden.adam.dense, 2e-6);
  assertNear(table.values, golden.adam.table, 2e-6);
});

Deno.test("Adam leaves the rows that a step does not use as they are", () => {
  const table = { shape: [1000, 2], values: new Float32Array(2000).fill(1) };
  const adam = new Adam({ learningRate: 0.1 });
  const rows = { table: new Uint32Array([999, 3]) };
  adam.update({ table }, { table: new Float32Array([1, 1, 1, 1]) }, { rows });
  const moved = [...table.values.entries()].filter(([, value]) => value !== 1).map(([i]) => i);
  assertEquals(moved, [6, 7, 1998, 1999]);
  adam.update({ table }, { table: new Float32Array() }, { rows: { table: new Uint32Array() } });
  assertEquals([...table.values].filter((value) => value !== 1).length, 4);
});

Deno.test("Adam names the parameter whose gradient does not fit", () => {
  const adam = new Adam({ learningRate: 0.1 });
  const x = { shape: [2, 2], values: new Float32Array(4) };
  assertThrows(
    () => adam.update({ x }, { x: new Float32Array(3) }),
    TypeError,
    'Cannot update "x": a gradient of 3 numbers, expected 4',
  );
  assertThrows(
    () => adam.update({ x }, { x: new Float32Array(4) }, { rows: { x: new Uint32Array(1) } }),
    TypeError,
    'Cannot update "x": a gradient of 4 numbers, expected 2',
  );
  assertThrows(
    () => adam.update({ x }, { y: new Float32Array(4) }),
    TypeError,
    'Cannot update "y": no such parameter, expected one',
  );
});
