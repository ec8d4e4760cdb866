import { assertAlmostEquals, assertEquals } from "@std/assert";
import { chiSquare } from "./chi_square.ts";

const cells = (observed: number[], expected: number[], shrink = 1) => ({
  observed: Float64Array.from(observed),
  expected: Float64Array.from(expected),
  shrink,
});

Deno.test("chiSquare() is Pearson's sum, with one degree of freedom less than cells", () => {
  // Of 60 throws of a die: 25/10 + 4/10 + 4/10 + 1/10 + 0 + 100/10 … by hand.
  const die = cells([5, 8, 9, 8, 10, 20], [10, 10, 10, 10, 10, 10]);
  const found = chiSquare([die]);
  assertAlmostEquals(found?.statistic ?? NaN, (25 + 4 + 1 + 4 + 0 + 100) / 10, 1e-12);
  assertEquals([found?.freedom, found?.counted], [5, 60]);
});

Deno.test("chiSquare() sums distributions, and leaves out what is too small or has one cell", () => {
  const coin = cells([15, 5], [10, 10]),
    small = cells([3, 3], [3, 3]),
    one = cells([50, 0], [50, 0]);
  assertEquals(chiSquare([coin, small, coin, one]), { statistic: 10, freedom: 2, counted: 40 });
  assertEquals(chiSquare([small, one]), null);
  assertEquals(chiSquare([]), null);
});

Deno.test("chiSquare() divides by the smaller variance of draws without replacement", () => {
  assertEquals(chiSquare([cells([15, 5], [10, 10], 0.5)])?.statistic, 10);
  assertEquals(chiSquare([cells([15, 5], [10, 10], 0.4)]), null); // 4 are too few
  assertEquals(chiSquare([cells([10, 10], [10, 10], 0)]), null); // all were taken
});
