import { show } from "./_show.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless `actual` is less than `expected`.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertLess } from "./less.ts";
 * assertLess(1, 2);
 * ```
 */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (actual < expected) return;
  throw new AssertionError(msg ?? `Expect ${show(actual)} < ${show(expected)}`);
}
