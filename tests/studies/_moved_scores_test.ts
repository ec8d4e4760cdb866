import { assertAlmostEquals, assertThrows } from "@std/assert";
import { movedScores } from "./_moved_scores.ts";

const rows = (...all: number[][]) => all.map((row) => Float32Array.from(row));

Deno.test("movedScores() is 0 for scores that moved together, 2 for the other way round", () => {
  assertAlmostEquals(movedScores(rows([1, 2, 4]), rows([12, 14, 18])), 0, 1e-12);
  assertAlmostEquals(movedScores(rows([1, 2, 4]), rows([-1, -2, -4])), 2, 1e-12);
});

Deno.test("movedScores() is the mean over cases", () => {
  // By hand: r of (1, 2, 3) and (1, 3, 2) is 1/2.
  const before = rows([1, 2, 3], [1, 2, 3]), after = rows([1, 2, 3], [1, 3, 2]);
  assertAlmostEquals(movedScores(before, after), 0.25, 1e-12);
});

Deno.test("movedScores() refuses other cases", () => {
  assertThrows(() => movedScores(rows([1]), []), RangeError, "0 cases, expected 1");
  assertThrows(() => movedScores([], []), RangeError, "at least 1");
});
