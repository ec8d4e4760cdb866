import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/statistics.json" with { type: "json" };
import { signedRank } from "./signed_rank.ts";

Deno.test("signedRank() gives the p that scipy gives, exact and approximate", () => {
  for (const { differences, wilcoxon } of golden.tests) {
    const { p } = signedRank(Float64Array.from(differences.split(" "), Number));
    assertAlmostEquals(p, wilcoxon, 1e-12 + 1e-9 * wilcoxon);
  }
});

Deno.test("signedRank() is exact: every pattern of signs, counted", () => {
  const sizes = [1, 2, 4, 8, 16, 32], patterns = 1 << sizes.length;
  const rankSum = (pattern: number) =>
    sizes.reduce((sum, _, i) => sum + (pattern >> i & 1 ? i + 1 : 0), 0);
  const sums = Array.from({ length: patterns }, (_, pattern) => rankSum(pattern));
  for (let pattern = 0; pattern < patterns; pattern++) {
    const test = signedRank(Float64Array.from(sizes, (size, i) => pattern >> i & 1 ? size : -size));
    const off = Math.abs(rankSum(pattern) - 10.5);
    const asFar = sums.filter((sum) => Math.abs(sum - 10.5) >= off).length;
    assertEquals(test, { statistic: rankSum(pattern), p: asFar / patterns });
  }
});

Deno.test("signedRank() leaves out zeros and shares ranks among ties", () => {
  const { statistic } = signedRank(new Float64Array([0, 3, -3, 3, 1, 0, -7]));
  assertEquals(statistic, 3 + 3 + 1);
  assertEquals(signedRank(new Float64Array(4)), { statistic: 0, p: 1 });
  assertEquals(signedRank(new Float64Array(0)), { statistic: 0, p: 1 });
});

Deno.test("signedRank() refuses differences that are no numbers", () => {
  for (const wrong of [NaN, Infinity]) {
    const wrongOnes = new Float64Array([0, wrong]);
    assertThrows(() => signedRank(wrongOnes), RangeError, `Cannot rank difference ${wrong}`);
  }
});
