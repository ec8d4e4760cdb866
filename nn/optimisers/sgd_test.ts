import { assertEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { assertNear } from "../testing/assert_near.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { Sgd } from "./sgd.ts";

Deno.test("Sgd takes the steps of PyTorch's SGD, by rows as if each row had its own", () => {
  const dense = goldenParameter("dense", [6]), table = goldenParameter("table", [4, 2]);
  const sgd = new Sgd({ learningRate: 0.05, momentum: 0.9, weightDecay: 0.1 });
  [[0, 2], [2, 3], [0, 3], [2]].forEach((rows, step) =>
    sgd.update({ dense, table }, {
      dense: goldenParameter("d".repeat(step), [6]).values,
      table: goldenParameter("t".repeat(step), [rows.length, 2]).values,
    }, { rows: { table: Uint32Array.from(rows) } })
  );
  assertNear(dense.values, golden.sgd.dense, 1e-6);
  assertNear(table.values, golden.sgd.table, 1e-6);
});

Deno.test("Sgd leaves the rows that a step does not use as they are", () => {
  const table = { shape: [100, 1], values: new Float32Array(100).fill(1) };
  const sgd = new Sgd({ learningRate: 0.5, momentum: 0.5, weightDecay: 0.25 });
  sgd.update({ table }, { table: new Float32Array([1]) }, {
    rows: { table: new Uint32Array([7]) },
  });
  sgd.update({ table }, { table: new Float32Array() }, { rows: { table: new Uint32Array() } });
  const moved = [...table.values.entries()].filter(([, value]) => value !== 1);
  assertEquals(moved, [[7, 0.375]]);
});

Deno.test("Sgd names the parameter whose gradient does not fit", () => {
  const x = { shape: [2, 2], values: new Float32Array(4) };
  assertThrows(
    () => new Sgd({ learningRate: 1 }).update({ x }, { x: new Float32Array(3) }),
    TypeError,
    'Cannot update "x": a gradient of 3 numbers, expected 4',
  );
});
