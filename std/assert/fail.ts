import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws always: for a place that a test must not reach.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { fail } from "./fail.ts";
 * if ([].length > 0) fail("An empty array has elements");
 * ```
 */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${suffix(msg)}`);
}
