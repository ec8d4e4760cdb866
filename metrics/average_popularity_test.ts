import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/list_metrics.json" with { type: "json" };
import { averagePopularity } from "./average_popularity.ts";

const NO_ITEM = 0xffffffff;
const trainingCount = new Uint32Array([5, 0, 7, 1]);

Deno.test("averagePopularity() of hand-worked lists", () => {
  const { name, at } = averagePopularity(2);
  assertEquals(name, "average popularity@2");
  assertEquals(at(new Uint32Array([0, 2, 1]), trainingCount), 6);
  assertEquals(at(new Uint32Array([3, NO_ITEM, NO_ITEM]), trainingCount), 1);
  assertEquals(at(new Uint32Array([NO_ITEM, NO_ITEM]), trainingCount), 0);
  assertEquals(at(new Uint32Array([1]), trainingCount), 0);
});

Deno.test("averagePopularity() gives what numpy gives", () => {
  for (const { top, count, ...expected } of golden.lists) {
    const counts = new Uint32Array(count.split(" ").map(Number));
    const marks = top.map((row) =>
      averagePopularity(10).at(new Uint32Array(row.split(" ").map(Number)), counts)
    );
    const mean = marks.reduce((sum, each) => sum + each, 0) / marks.length;
    assertAlmostEquals(mean, expected["average popularity@10"], 1e-12);
  }
});

Deno.test("averagePopularity() lies between the least and the most popular, in any order of the k", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 10 }), (items) => {
    const counts = Uint32Array.from({ length: 20 }, (_, item) => item * item % 17);
    const each = items.map((item) => counts[item]);
    const value = averagePopularity(10).at(new Uint32Array(items), counts);
    assert(Math.min(...each) <= value && value <= Math.max(...each));
    assertEquals(averagePopularity(10).at(new Uint32Array(items.toReversed()), counts), value);
  }));
});

Deno.test("averagePopularity() refuses cut-offs and items that cannot be", () => {
  for (const k of [0, -1, 1.5, NaN]) {
    assertThrows(() => averagePopularity(k), RangeError, `Cannot make "average popularity@${k}"`);
  }
  const { at } = averagePopularity(2);
  assertThrows(
    () => at(new Uint32Array([4]), trainingCount),
    RangeError,
    "of item 4: beyond 4 items",
  );
});
