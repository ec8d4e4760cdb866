import { show } from "./_show.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless `actual` is greater than `expected`.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertGreater } from "./greater.ts";
 * assertGreater(2, 1);
 * ```
 */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (actual > expected) return;
  throw new AssertionError(msg ?? `Expect ${show(actual)} > ${show(expected)}`);
}
