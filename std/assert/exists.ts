import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws if the value is null or undefined.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertExists } from "./exists.ts";
 * assertExists(new Map([["a", 0]]).get("a"));
 * ```
 */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to not be null or undefined${suffix(msg)}`,
  );
}
