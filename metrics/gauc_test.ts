import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/row_metrics.json" with { type: "json" };
import { anyRows, picked, rowsFrom } from "./_rows_for_test.ts";
import { auc } from "./auc.ts";
import { gauc } from "./gauc.ts";
import type { Rows } from "./metric.ts";

const { over } = gauc();

/** The formula, a user and domain at a time, by the pooled AUC of their rows. */
function slow(rows: Rows): number | null {
  let sum = 0, weights = 0;
  for (const key of new Set(Array.from(rows.user, (user, row) => `${user} ${rows.domain[row]}`))) {
    const own = picked(
      rows,
      [...rows.user.keys()].filter((row) => `${rows.user[row]} ${rows.domain[row]}` === key),
    );
    const { mark } = auc().over(own), positives = own.label.reduce((sum, each) => sum + each, 0);
    if (mark === null) continue;
    sum += positives * mark.value;
    weights += positives;
  }
  return weights === 0 ? null : sum / weights;
}

Deno.test("gauc() of hand-worked rows", () => {
  const { mark } = over(rowsFrom({
    score: "3 2 1 2 1 1 5 9",
    label: "1 1 0 0 1 0 1 0",
    user: "4 4 4 4 7 7 8 9",
    domain: "0 0 0 0 0 0 0 0",
  }));
  // User 4: 3 of 4 pairs and a tie, 2 positives; user 7: a tie, 1 positive; 8 and 9 have one class.
  assertEquals(mark?.value, (2 * 3.5 / 4 + 1 * 0.5) / 3);
  assertEquals(mark?.optimistic, 1);
  assertEquals(mark?.pessimistic, (2 * 3 / 4 + 1 * 0) / 3);
});

Deno.test("gauc() takes a user of two domains for two", () => {
  const { mark } = over(rowsFrom({
    score: "1 0 9 8",
    label: "1 0 0 1",
    user: "5 5 5 5",
    domain: "0 0 1 1",
  }));
  assertEquals(mark?.value, 0.5);
});

Deno.test("gauc() has no value where no user has both labels", () => {
  const apart = { score: "1 2 3 4", label: "1 1 0 0", user: "0 1 2 3", domain: "0 0 0 0" };
  const measure = over(rowsFrom(apart));
  assertEquals(measure.mark, null);
  assertEquals(measure.resampled([1, 1, 1, 1]), NaN);
  assertEquals(over(picked(rowsFrom(apart), [])).mark, null);
});

Deno.test("gauc() gives what scikit-learn and numpy give", () => {
  for (const { gauc, ...columns } of golden) {
    const value = over(rowsFrom(columns)).mark?.value ?? null;
    if (gauc === null) assertEquals(value, null);
    else assertAlmostEquals(value ?? NaN, gauc, 1e-12);
  }
});

Deno.test("gauc() is its formula, between its bounds, in any order of rows", () => {
  fc.assert(fc.property(anyRows, (rows) => {
    const { mark } = over(rows), expected = slow(rows);
    if (mark === null || expected === null) {
      assertEquals([mark, expected], [null, null]);
      return;
    }
    assertAlmostEquals(mark.value, expected, 1e-12);
    assert(0 <= mark.pessimistic && mark.pessimistic <= mark.value);
    assert(mark.value <= mark.optimistic && mark.optimistic <= 1);
    const reversed = over(picked(rows, [...rows.score.keys()].reverse())).mark;
    assertAlmostEquals(reversed?.value ?? NaN, mark.value, 1e-12);
  }));
});

Deno.test("gauc() does not see what is added to all scores of a user", () => {
  const whole = fc.integer({ min: -1000, max: 1000 });
  fc.assert(fc.property(anyRows, fc.array(whole, { minLength: 4, maxLength: 4 }), (rows, added) => {
    const few = { ...rows, score: rows.score.map((each) => Math.fround(each) % 3 | 0) };
    const score = few.score.map((each, row) => each + added[rows.user[row]]);
    assertEquals(over({ ...few, score }).mark, over(few).mark);
  }));
});

Deno.test("gauc() of resampled users is that of their rows copied", () => {
  const times = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(anyRows, times, (rows, times) => {
    const copies = [...rows.score.keys()].flatMap((row) =>
      Array.from({ length: times[rows.user[row]] }, () => row)
    );
    const value = over(rows).resampled(times), copied = over(picked(rows, copies)).mark?.value;
    assertAlmostEquals(Number.isNaN(value) ? -1 : value, copied ?? -1, 1e-12);
  }));
});

Deno.test("gauc() refuses scores that are no numbers", () => {
  const rows = rowsFrom({ score: "1 2", label: "1 0", user: "0 0", domain: "0 0" });
  rows.score[1] = Infinity;
  assertThrows(() => over(rows), RangeError, "Cannot mark row 1: score Infinity");
});
