import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { mrr } from "./mrr.ts";

Deno.test("mrr() is the reciprocal of the rank up to the cut-off", () => {
  const { name, at } = mrr(4);
  assertEquals(name, "MRR@4");
  assertEquals([1, 2, 4, 5].map(at), [1, 0.5, 0.25, 0]);
});

Deno.test("mrr() without a cut-off never is 0", () => {
  const { name, at } = mrr();
  assertEquals(name, "MRR");
  assertEquals([at(8), at(1000000)], [0.125, 1e-6]);
});

Deno.test("mrr() sums ranks before, across and after the cut-off", () => {
  const { sum } = mrr(3);
  assertAlmostEquals(sum(2, 9), 1 / 2 + 1 / 3, 1e-15);
  assertEquals([sum(3, 3), sum(4, 9)], [1 / 3, 0]);
});

Deno.test("mrr() sums narrow and wide blocks at deep ranks exactly", () => {
  const { sum } = mrr();
  assertEquals(sum(132300, 132300), 1 / 132300);
  assertAlmostEquals(sum(132299, 132300), 1 / 132299 + 1 / 132300, 1e-14);
  let slow = 0;
  for (let rank = 90000; rank >= 40000; rank--) slow += 1 / rank;
  assertAlmostEquals(sum(40000, 90000), slow, 1e-14);
});

Deno.test("mrr() refuses a cut-off that is no whole number from 1", () => {
  for (const k of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => mrr(k), RangeError, `Cannot make "MRR@${k}": cut-off ${k}`);
  }
});
