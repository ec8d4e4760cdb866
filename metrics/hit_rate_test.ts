import { assertEquals, assertThrows } from "@std/assert";
import { hitRate } from "./hit_rate.ts";

Deno.test("hitRate() is 1 up to the cut-off and 0 after it", () => {
  const { name, at } = hitRate(3);
  assertEquals(name, "HR@3");
  assertEquals([1, 2, 3, 4, 1000].map(at), [1, 1, 1, 0, 0]);
});

Deno.test("hitRate() sums ranks before, across and after the cut-off", () => {
  const { sum } = hitRate(5);
  assertEquals([sum(1, 3), sum(4, 9), sum(5, 5), sum(6, 9)], [3, 2, 1, 0]);
});

Deno.test("hitRate() refuses a cut-off that is no whole number from 1", () => {
  for (const k of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => hitRate(k), RangeError, `Cannot make "HR@${k}": cut-off ${k}`);
  }
});
