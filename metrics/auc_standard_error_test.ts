import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../core/random_stream.ts";
import { auc } from "./auc.ts";
import { aucStandardError } from "./auc_standard_error.ts";

Deno.test("aucStandardError() at one half is Mann and Whitney's own, but for one row", () => {
  // Var U = n⁺ n⁻ (n⁺ + n⁻ + 1) / 12.
  for (const [positives, negatives] of [[1, 1], [10, 10], [7, 300]]) {
    const error = aucStandardError({ auc: 0.5, positives, negatives });
    assertAlmostEquals(
      error ** 2,
      (positives + negatives + 1) / (12 * positives * negatives),
      1e-15,
    );
  }
});

Deno.test("aucStandardError() is near the deviation of AUCs of drawn scores", () => {
  const stream = RandomStream.from(1, "auc"), positives = 40, negatives = 60, all = 100;
  // Exponential scores, as its Q₁ and Q₂ assume: AUC = 3 / (3 + 1).
  const values = Array.from({ length: 1500 }, () => {
    const score = Float32Array.from(
      { length: all },
      (_, row) => -Math.log(1 - stream.float()) * (row < positives ? 3 : 1),
    );
    const label = Uint8Array.from({ length: all }, (_, row) => Number(row < positives));
    const user = new Uint32Array(all), domain = new Uint8Array(all);
    return auc().over({ score, label, user, domain }).mark?.value ?? NaN;
  });
  const mean = values.reduce((sum, each) => sum + each) / values.length;
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  assertAlmostEquals(mean, 0.75, 0.005);
  const deviation = Math.sqrt(squares / (values.length - 1));
  const error = aucStandardError({ auc: 0.75, positives, negatives });
  // The deviation of 1,500 draws is itself good to 2 %.
  assertAlmostEquals(deviation / error, 1, 0.08);
});

Deno.test("aucStandardError() is 0 where all or none is right, and the same for labels turned round", () => {
  const count = fc.integer({ min: 1, max: 500 });
  assertEquals(aucStandardError({ auc: 1, positives: 5, negatives: 9 }), 0);
  assertEquals(aucStandardError({ auc: 0, positives: 5, negatives: 9 }), 0);
  fc.assert(fc.property(count, count, fc.double({ min: 0, max: 1, noNaN: true }), (n, m, auc) => {
    const error = aucStandardError({ auc, positives: n, negatives: m });
    assert(error >= 0 && error <= 0.5 + 1e-9);
    const turned = aucStandardError({ auc: 1 - auc, positives: m, negatives: n });
    assertAlmostEquals(turned ** 2, error ** 2, 1e-12);
  }));
});

Deno.test("aucStandardError() refuses an AUC or a class that is none", () => {
  const good = { auc: 0.5, positives: 1, negatives: 1 };
  for (const wrong of [{ auc: 1.1 }, { auc: NaN }, { positives: 0 }, { negatives: 0.5 }]) {
    assertThrows(
      () => aucStandardError({ ...good, ...wrong }),
      RangeError,
      "Cannot take the error",
    );
  }
});
