import { assertEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { assertNear } from "../testing/assert_near.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { Adam } from "./adam.ts";
import { AdamW } from "./adam_w.ts";

const STEPS = [[0, 2], [2, 3], [0, 3], [2]];

Deno.test("AdamW takes the steps of PyTorch's, dense and by rows", () => {
  const dense = goldenParameter("dense", [6]), table = goldenParameter("table", [4, 2]);
  const adam = new AdamW({ learningRate: 0.05, weightDecay: 0.1 });
  STEPS.forEach((rows, step) =>
    adam.update({ dense, table }, {
      dense: goldenParameter("d".repeat(step), [6]).values,
      table: goldenParameter("t".repeat(step), [rows.length, 2]).values,
    }, { rows: { table: Uint32Array.from(rows) } })
  );
  assertNear(dense.values, golden.adamW.dense, 2e-6);
  assertNear(table.values, golden.adamW.table, 2e-6);
});

Deno.test("Adam with weight decay takes the steps of PyTorch's Adam", () => {
  const dense = goldenParameter("dense", [6]);
  const adam = new Adam({ learningRate: 0.05, weightDecay: 0.1 });
  for (let step = 0; step < STEPS.length; step++) {
    adam.update({ dense }, { dense: goldenParameter("d".repeat(step), [6]).values });
  }
  assertNear(dense.values, golden.adamDecay, 2e-6);
});

Deno.test("AdamW decays no row that a step does not use", () => {
  const table = { shape: [1000, 2], values: new Float32Array(2000).fill(1) };
  const adam = new AdamW({ learningRate: 0.5, weightDecay: 0.5 });
  adam.update({ table }, { table: new Float32Array(4) }, {
    rows: { table: new Uint32Array([999, 3]) },
  });
  const moved = [...table.values.entries()].filter(([, value]) => value !== 1);
  assertEquals(moved, [[6, 0.75], [7, 0.75], [1998, 0.75], [1999, 0.75]]);
});

Deno.test("AdamW refuses a gradient that does not fit before anything changes", () => {
  const x = { shape: [2], values: new Float32Array([1, 1]) }, y = { ...x };
  const adam = new AdamW({ learningRate: 0.5, weightDecay: 0.5 });
  assertThrows(
    () => adam.update({ x, y }, { x: new Float32Array(2), y: new Float32Array(3) }),
    TypeError,
    'Cannot update "y": a gradient of 3 numbers, expected 2',
  );
  assertThrows(
    () => adam.update({ x }, { x: new Float32Array(1) }, { rows: { x: new Uint32Array([2]) } }),
    RangeError,
    'Cannot update row 2 of "x": none of 2, expected 0 … 1',
  );
  assertEquals([...x.values], [1, 1]);
});
