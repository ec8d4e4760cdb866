import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/row_metrics.json" with { type: "json" };
import { anyRows, picked, rowsFrom } from "./_rows_for_test.ts";
import { auc } from "./auc.ts";
import type { Rows } from "./metric.ts";

const { over } = auc();
const one = { user: "0 0 0 0 0", domain: "0 0 0 0 0" };

/** Places of the rows of a domain. */
function places({ domain }: Rows, d: number): number[] {
  return [...domain.keys()].filter((row) => domain[row] === d);
}

/** The formula over one domain, with mid-ranks. */
function midRankAuc({ score, label }: Rows): number {
  const value = (row: number) => Number.isNaN(score[row]) ? -Infinity : score[row];
  const rows = [...score.keys()];
  const midRank = (row: number) =>
    rows.filter((other) => value(other) < value(row)).length +
    (rows.filter((other) => value(other) === value(row)).length + 1) / 2;
  const positive = rows.filter((row) => label[row] === 1), n = positive.length;
  const sum = positive.reduce((sum, row) => sum + midRank(row), 0);
  return (sum - n * (n + 1) / 2) / (n * (rows.length - n));
}

Deno.test("auc() of hand-worked rows", () => {
  // Pairs: 4 > 1, 4 > 2, 4 > 2, 2 > 1, 2 = 2, 2 = 2.
  const { mark } = over(rowsFrom({ ...one, score: "4 1 2 2 2", label: "1 0 0 1 0" }));
  assertEquals(mark, { value: 5 / 6, optimistic: 1, pessimistic: 4 / 6 });
});

Deno.test("auc() is 1 for the right order, 0 for its reverse and a half for none", () => {
  const label = "1 1 0 0 0";
  assertEquals(over(rowsFrom({ ...one, score: "5 4 3 2 1", label })).mark?.value, 1);
  assertEquals(over(rowsFrom({ ...one, score: "1 2 3 4 5", label })).mark?.value, 0);
  const none = { value: 0.5, optimistic: 1, pessimistic: 0 };
  assertEquals(over(rowsFrom({ ...one, score: "7 7 7 7 7", label })).mark, none);
  assertEquals(over(rowsFrom({ ...one, score: "nan nan nan nan nan", label })).mark, none);
});

Deno.test("auc() puts rows without a score below all others, tied among themselves", () => {
  const rows = rowsFrom({ ...one, score: "nan -3e38 nan 0 -0", label: "1 0 0 1 0" });
  // nan: below two, tied with one; 0: above two, tied with −0.
  assertEquals(over(rows).mark, { value: 3 / 6, optimistic: 4 / 6, pessimistic: 2 / 6 });
});

Deno.test("auc() counts pairs within a domain only", () => {
  const rows = rowsFrom({
    ...{ score: "9 1 0 3 2", label: "0 1 0 0 1" },
    ...{ user: "0 1 2 3 4", domain: "0 0 0 1 1" },
  });
  assertEquals(over(rows).mark?.value, 1 / 3);
});

Deno.test("auc() has no value without rows or with one class", () => {
  const none = rowsFrom({ score: "1", label: "1", user: "0", domain: "0" });
  assertEquals(over(none).mark, null);
  assertEquals(over(picked(none, [])).mark, null);
  assertEquals(over(rowsFrom({ ...one, score: "1 2 3 4 5", label: "0 0 0 0 0" })).mark, null);
  assertEquals(over(none).resampled([1]), NaN);
  // A class a domain: no pair.
  const apart = { score: "1 2", label: "0 1", user: "0 0", domain: "0 1" };
  assertEquals(over(rowsFrom(apart)).mark, null);
});

Deno.test("auc() gives what scikit-learn gives, a domain at a time", () => {
  for (const { auc, ...columns } of golden) {
    const rows = rowsFrom(columns);
    auc.forEach((expected, d) => {
      const value = over(picked(rows, places(rows, d))).mark?.value ?? null;
      if (expected === null) assertEquals(value, null);
      else assertAlmostEquals(value ?? NaN, expected, 1e-12);
    });
  }
});

Deno.test("auc() is the formula with mid-ranks, weighted by pairs over domains", () => {
  fc.assert(fc.property(anyRows, (rows) => {
    let sum = 0, pairs = 0;
    for (const d of [0, 1]) {
      const own = picked(rows, places(rows, d));
      const positives = own.label.reduce((sum, each) => sum + each, 0);
      const number = positives * (own.label.length - positives);
      if (number > 0) sum += number * midRankAuc(own);
      pairs += number;
    }
    const { mark } = over(rows);
    if (pairs === 0) assertEquals(mark, null);
    else assertAlmostEquals(mark?.value ?? NaN, sum / pairs, 1e-12);
  }));
});

Deno.test("auc() lies between its bounds, and turns round with labels or scores", () => {
  fc.assert(fc.property(anyRows, (rows) => {
    const { mark } = over(rows);
    if (mark === null) return;
    assert(0 <= mark.pessimistic && mark.pessimistic <= mark.value);
    assert(mark.value <= mark.optimistic && mark.optimistic <= 1);
    const other = over({ ...rows, label: rows.label.map((each) => 1 - each) }).mark;
    assertAlmostEquals(other?.value ?? NaN, 1 - mark.value, 1e-12);
    if (rows.score.some(Number.isNaN)) return;
    const turned = over({ ...rows, score: rows.score.map((each) => -each) }).mark;
    assertAlmostEquals(turned?.value ?? NaN, 1 - mark.value, 1e-12);
  }));
});

Deno.test("auc() does not depend on the order of rows, and sees their order of scores alone", () => {
  fc.assert(fc.property(anyRows, (rows) => {
    const reversed = picked(rows, [...rows.score.keys()].reverse());
    assertEquals(over(reversed).mark, over(rows).mark);
    const numbers = rows.score.filter((each) => !Number.isNaN(each));
    const levels = [...new Set(numbers)].sort((a, b) => a - b);
    const score = rows.score.map((each) => Number.isNaN(each) ? NaN : levels.indexOf(each || 0));
    assertEquals(over({ ...rows, score }).mark, over(rows).mark);
  }));
});

Deno.test("auc() of resampled users is that of their rows copied", () => {
  const times = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(anyRows, times, (rows, times) => {
    const copies = [...rows.score.keys()].flatMap((row) =>
      Array.from({ length: times[rows.user[row]] }, () => row)
    );
    assertEquals(over(rows).resampled(times), over(picked(rows, copies)).mark?.value ?? NaN);
    assertEquals(over(rows).resampled([1, 1, 1, 1]), over(rows).mark?.value ?? NaN);
  }));
});

Deno.test("auc() refuses scores that are no numbers, labels that are none, and columns that differ", () => {
  const rows = rowsFrom({ ...one, score: "1 2 3 4 5", label: "1 0 1 0 1" });
  const refuses = (change: Partial<Rows>, message: string) =>
    assertThrows(() => over({ ...rows, ...change }), RangeError, message);
  refuses({ score: new Float32Array([1, Infinity, 0, 0, 0]) }, "Cannot mark row 1: score Infinity");
  refuses(
    { score: new Float32Array([-Infinity, 1, 0, 0, 0]) },
    "Cannot mark row 0: score -Infinity",
  );
  refuses({ label: new Uint8Array([0, 0, 2, 0, 0]) }, "Cannot mark row 2: score 3 and label 2");
  refuses({ label: new Uint8Array(4) }, "a column of 4 rows, expected 5");
  refuses({ user: new Uint32Array(6) }, "a column of 6 rows, expected 5");
});
