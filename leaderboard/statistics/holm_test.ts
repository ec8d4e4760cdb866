import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { holm } from "./holm.ts";

Deno.test("holm() corrects by hand's count, never downwards", () => {
  assertEquals(holm([]), []);
  assertEquals(holm([0.03]), [0.03]);
  const corrected = holm([0.01, 0.04, 0.03, 0.005]), wanted = [0.03, 0.06, 0.06, 0.02];
  corrected.forEach((each, i) => assertAlmostEquals(each, wanted[i], 1e-15));
  assertEquals(holm([0.5, 0.9, 0.6]), [1, 1, 1]);
});

Deno.test("holm() rejects what the step-down procedure rejects", () => {
  const levels = fc.array(fc.integer({ min: 0, max: 1000 }).map((each) => each / 10000));
  fc.assert(fc.property(levels, (p) => {
    const corrected = holm(p), sorted = p.toSorted((a, b) => a - b);
    let rejected = 0;
    while (rejected < p.length && (p.length - rejected) * sorted[rejected] <= 0.05) rejected++;
    assertEquals(corrected.filter((each) => each <= 0.05).length, rejected);
    corrected.forEach((each, i) => assertEquals(each >= p[i], true));
  }));
});

Deno.test("holm() refuses what is no probability", () => {
  for (const wrong of [-0.1, 1.1, NaN]) {
    assertThrows(() => holm([0.5, wrong]), RangeError, `Cannot correct p-value ${wrong}`);
  }
});
