import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/row_metrics.json" with { type: "json" };
import { rowsFrom } from "./_rows_for_test.ts";
import { logLoss } from "./log_loss.ts";

const { at } = logLoss();
const logit = fc.float({ noNaN: true, noDefaultInfinity: true });

Deno.test("logLoss() of hand-worked logits", () => {
  // p = 1 / (1 + e^−s): s = ln 3 is p = 3/4.
  assertAlmostEquals(at(Math.log(3), 1), Math.log(4 / 3), 1e-15);
  assertAlmostEquals(at(Math.log(3), 0), Math.log(4), 1e-15);
  assertEquals([at(0, 0), at(0, 1), at(NaN, 0), at(NaN, 1)], Array(4).fill(Math.LN2));
});

Deno.test("logLoss() neither overflows nor loses what is small", () => {
  assertEquals([at(3e38, 0), at(-3e38, 1)], [3e38, 3e38]);
  assertEquals([at(3e38, 1), at(800, 1)], [0, 0]);
  for (const s of [20, 37, 40, 100, 700]) {
    assertAlmostEquals(at(s, 1) / Math.exp(-s), 1, 1e-8 + Math.exp(-s));
    assertAlmostEquals(at(s, 1) / Math.log1p(Math.exp(-s)), 1, 4e-15);
  }
});

Deno.test("logLoss() gives what scikit-learn gives", () => {
  for (const { "log-loss": expected, ...columns } of golden) {
    const { score, label } = rowsFrom(columns);
    const sum = score.reduce((sum, each, row) => sum + at(each, label[row]), 0);
    assertAlmostEquals(sum / score.length, expected, 1e-12);
  }
});

Deno.test("logLoss() is the engine's own softplus to the last digits", () => {
  fc.assert(
    fc.property(logit, fc.nat(1), (s, y) => {
      const m = y === 1 ? -s : s;
      const expected = Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m)));
      assert(Math.abs(at(s, y) - expected) <= 4e-15 * expected + 1e-320);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("logLoss() is never negative, turns round with the label and grows with what is wrong", () => {
  fc.assert(fc.property(logit, logit, (s, t) => {
    assert(at(s, 0) >= 0);
    assertEquals(at(s, 1), at(-s, 0));
    if (s < t) assert(at(s, 0) <= at(t, 0) * (1 + 1e-15));
  }));
});

Deno.test("logLoss() has the bits that it had when this was written", () => {
  let sum = 0;
  for (let i = -4000; i <= 4000; i++) sum += at(Math.fround(i / 97), i & 1);
  assertEquals(sum, 82654.40483102601);
});

Deno.test("logLoss() refuses what is no logit or no label", () => {
  for (const [s, y] of [[Infinity, 1], [-Infinity, 0], [1, 2], [1, 0.5], [1, NaN]]) {
    assertThrows(() => at(s, y), RangeError, `Cannot mark score ${s} of label ${y}`);
  }
});
