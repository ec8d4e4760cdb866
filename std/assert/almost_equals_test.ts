import { assertAlmostEquals, AssertionError, assertThrows } from "./mod.ts";

Deno.test("assertAlmostEquals() is relative, 1e-7 of the expected value, without a tolerance", () => {
  assertAlmostEquals(0.1 + 0.2, 0.3);
  assertAlmostEquals(1e9 + 99, 1e9);
  assertThrows(() => assertAlmostEquals(1e9 + 101, 1e9), AssertionError);
  assertAlmostEquals(1.000000001e-8, 1.000000002e-8);
  assertThrows(() => assertAlmostEquals(1e-8, 1e-9), AssertionError);
  assertThrows(() => assertAlmostEquals(1e-300, 0), AssertionError, "is greater than");
});

Deno.test("assertAlmostEquals() is absolute, ends included, with a tolerance", () => {
  assertAlmostEquals(0.01, 0.02, 0.1);
  assertAlmostEquals(3, 1, 2);
  assertThrows(() => assertAlmostEquals(0.1 + 0.2, 0.3, 1e-17), AssertionError, "close to");
  assertThrows(() => assertAlmostEquals(1, 2, 0.5, "why"), AssertionError, ": why");
});

Deno.test("assertAlmostEquals() takes NaN and infinities only for themselves", () => {
  assertAlmostEquals(NaN, NaN);
  assertAlmostEquals(-Infinity, -Infinity);
  assertThrows(() => assertAlmostEquals(NaN, 1), AssertionError);
  assertThrows(() => assertAlmostEquals(1, NaN), AssertionError);
  assertThrows(() => assertAlmostEquals(Infinity, -Infinity), AssertionError);
});
