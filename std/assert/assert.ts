import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless the expression is truthy.
 *
 * @throws {AssertionError} with the message given
 *
 * @example
 * ```ts
 * import { assert } from "./assert.ts";
 * assert("hello".includes("ello"));
 * ```
 */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}
