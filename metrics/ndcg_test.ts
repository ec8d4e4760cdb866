import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ndcg } from "./ndcg.ts";

Deno.test("ndcg() is 1 for the ideal order", () => {
  assertEquals(ndcg(1).at(1), 1);
  assertEquals(ndcg(10).at(1), 1);
});

Deno.test("ndcg() discounts by log2(rank + 1) up to the cut-off", () => {
  const { name, at } = ndcg(7);
  assertEquals(name, "NDCG@7");
  assertEquals([at(1), at(3), at(7), at(8)], [1, 1 / 2, 1 / 3, 0]);
  assertAlmostEquals(at(2), 0.6309297535714575, 1e-15);
});

Deno.test("ndcg() sums ranks before, across and after the cut-off", () => {
  const { at, sum } = ndcg(4);
  assertEquals(sum(4, 4), at(4));
  assertAlmostEquals(sum(2, 3), at(2) + at(3), 1e-15);
  assertAlmostEquals(sum(3, 1000000), at(3) + at(4), 1e-15);
  assertEquals(sum(5, 9), 0);
});

Deno.test("ndcg() refuses a cut-off that is no whole number from 1", () => {
  for (const k of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => ndcg(k), RangeError, `Cannot make "NDCG@${k}": cut-off ${k}`);
  }
});
