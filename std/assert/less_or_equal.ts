import { show } from "./_show.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless `actual` is less than or equal to `expected`.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertLessOrEqual } from "./less_or_equal.ts";
 * assertLessOrEqual(2, 2);
 * ```
 */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (actual <= expected) return;
  throw new AssertionError(msg ?? `Expect ${show(actual)} <= ${show(expected)}`);
}
