import { show } from "./_show.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless `actual` is greater than or equal to `expected`.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertGreaterOrEqual } from "./greater_or_equal.ts";
 * assertGreaterOrEqual(2, 2);
 * ```
 */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (actual >= expected) return;
  throw new AssertionError(msg ?? `Expect ${show(actual)} >= ${show(expected)}`);
}
