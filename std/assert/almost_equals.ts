import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless two numbers differ by at most the tolerance. Without one it is relative, 1e-7 of the
 * expected value (and 1e-7 itself for an infinite one), so that nothing but 0 is almost 0.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "./almost_equals.ts";
 * assertAlmostEquals(0.1 + 0.2, 0.3);
 * assertAlmostEquals(1e-12, 0, 1e-9);
 * ```
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const delta = Math.abs(expected - actual);
  const allowed = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  if (delta <= allowed) return;
  const text = (n: number) => Number.isInteger(n) ? `"${n}"` : `"${n.toExponential()}"`;
  throw new AssertionError(
    `Expected actual: ${text(actual)} to be close to ${text(expected)}: ` +
      `delta ${text(delta)} is greater than ${text(allowed)}${suffix(msg)}`,
  );
}
