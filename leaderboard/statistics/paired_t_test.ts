import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import golden from "../../tests/goldens/statistics.json" with { type: "json" };
import { pairedT } from "./paired_t.ts";

Deno.test("pairedT() gives the t and p that scipy gives", () => {
  for (const { differences, t: [statistic, p] } of golden.tests) {
    const test = pairedT(Float64Array.from(differences.split(" "), (each) => Number(each) / 1024));
    assertAlmostEquals(test.statistic ?? NaN, statistic, 1e-10 * Math.max(1, Math.abs(statistic)));
    assertAlmostEquals(test.p, p, 1e-12 + 1e-9 * p);
  }
});

Deno.test("pairedT() is the same for both directions, and for a difference of any size", () => {
  const differences = new Float64Array([0.5, -0.25, 0.125, 0.75]);
  const { statistic, p } = pairedT(differences);
  assertEquals(pairedT(differences.map((each) => -each)), { statistic: -(statistic ?? NaN), p });
  assertEquals(pairedT(differences.map((each) => each / 1024)), { statistic, p });
});

Deno.test("pairedT() knows differences that are all the same", () => {
  assertEquals(pairedT(new Float64Array(5)), { statistic: 0, p: 1 });
  assertEquals(pairedT(new Float64Array(3).fill(0.1)), { statistic: null, p: 0 });
});

Deno.test("pairedT() refuses too few differences and those that are no numbers", () => {
  assertThrows(() => pairedT(new Float64Array(1)), RangeError, "Cannot test 1 differences");
  assertThrows(() => pairedT(new Float64Array(0)), RangeError, "Cannot test 0 differences");
  for (const wrong of [NaN, Infinity]) {
    const wrongOnes = new Float64Array([0, wrong]);
    assertThrows(() => pairedT(wrongOnes), RangeError, `of sum ${wrong}: expected finite numbers`);
  }
});
