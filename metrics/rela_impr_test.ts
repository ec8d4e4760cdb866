import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { relaImpr } from "./rela_impr.ts";

Deno.test("relaImpr() of the AUCs of a published table", () => {
  // Chen et al. (WWW 2023), table 1, Books-Toys: CoNet with BIAO against CoNet-S, 6.78 %.
  const value = relaImpr({ auc: 0.7048, single: 0.6918, standardError: 0.002 });
  assertAlmostEquals(value ?? NaN, 0.0678, 5e-5);
});

Deno.test("relaImpr() has no value where the single-domain AUC may be chance", () => {
  const value = (single: number) => relaImpr({ auc: 0.7, single, standardError: 0.125 });
  assertEquals([value(0.3), value(0.5), value(0.625)], [null, null, null]);
  assertAlmostEquals(value(0.626) ?? NaN, 0.2 / 0.126 - 1, 1e-12);
  assertEquals(relaImpr({ auc: 0.7, single: 0.5, standardError: 0 }), null);
});

Deno.test("relaImpr() is 0 for equal AUCs, −1 for chance, and grows with the AUC", () => {
  fc.assert(fc.property(fc.double({ min: 0.51, max: 1, noNaN: true }), (single) => {
    const value = (auc: number) => relaImpr({ auc, single, standardError: 0 }) ?? NaN;
    assertEquals([value(single), value(0.5)], [0, -1]);
    assertEquals(value(1) >= 0, true);
    assertEquals(value(0) < -1, true);
  }));
});

Deno.test("relaImpr() refuses AUCs and errors that cannot be", () => {
  const good = { auc: 0.7, single: 0.6, standardError: 0 };
  for (const auc of [-0.1, 1.1, NaN]) {
    assertThrows(() => relaImpr({ ...good, auc }), RangeError, `Cannot compare AUC ${auc}`);
    assertThrows(() => relaImpr({ ...good, single: auc }), RangeError, `Cannot compare AUC ${auc}`);
  }
  for (const standardError of [-1, NaN]) {
    assertThrows(() => relaImpr({ ...good, standardError }), RangeError, "by standard error");
  }
});
