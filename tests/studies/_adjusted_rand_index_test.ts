import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { adjustedRandIndex } from "./_adjusted_rand_index.ts";

Deno.test("adjustedRandIndex: a case by hand", () => {
  // Pairs together in both 2, in either 5, of 21: (2 − 25/21) / (5 − 25/21).
  const index = adjustedRandIndex([0, 0, 1, 1, 2, 2, 2], [0, 0, 1, 2, 2, 2, 1]);
  assertAlmostEquals(index, (2 - 25 / 21) / (5 - 25 / 21), 1e-15);
});

Deno.test("adjustedRandIndex: names of groups do not matter, and chance is 0", () => {
  assertEquals(adjustedRandIndex([0, 0, 1, 1], [7, 7, 3, 3]), 1);
  const random = RandomStream.from(1, "labels");
  const draw = () => Array.from({ length: 10_000 }, () => random.below(8));
  assertAlmostEquals(adjustedRandIndex(draw(), draw()), 0, 0.003);
});

Deno.test("adjustedRandIndex: other numbers of points are refused", () => {
  assertThrows(() => adjustedRandIndex([0, 1], [0]), RangeError, "of 2 and 1 points");
});
