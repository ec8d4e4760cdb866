import { show } from "./_show.ts";
import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws if `Object.is` holds for the two values.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertNotStrictEquals } from "./not_strict_equals.ts";
 * assertNotStrictEquals({}, {});
 * ```
 */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(
    `Expected "actual" to not be strictly equal to: ${show(actual)}${suffix(msg)}`,
  );
}
