import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/layers.json" with { type: "json" };
import { assertNear } from "../testing/assert_near.ts";
import { goldenParameter } from "../testing/golden_parameter.ts";
import { clipGradients } from "./clip_gradients.ts";

const given = {
  dense: goldenParameter("dense", [6]).values,
  table: goldenParameter("table", [4, 2]).values,
};

Deno.test("clipGradients() scales to the norm as PyTorch does", () => {
  const before = given.dense.slice();
  const { gradients, norm } = clipGradients(given, { norm: 0.75 });
  assertNear([norm], [golden.clip.norm], 1e-6);
  // PyTorch divides by the norm + 1e-6.
  assertNear(gradients.dense, golden.clip.dense, 2e-6);
  assertNear(gradients.table, golden.clip.table, 2e-6);
  assertEquals(given.dense, before);
});

Deno.test("clipGradients() leaves shorter gradients as they are", () => {
  assertStrictEquals(clipGradients(given, { norm: 100 }).gradients.dense, given.dense);
  assertEquals(clipGradients({ x: new Float32Array(2) }, { norm: 1 }).norm, 0);
});

Deno.test("clipGradients() refuses norms that are none", () => {
  assertThrows(() => clipGradients(given, { norm: 0 }), RangeError, "to a norm of 0");
  const broken = { x: new Float32Array([NaN]) };
  assertThrows(() => clipGradients(broken, { norm: 1 }), RangeError, "of norm NaN");
});
