import { AssertionError } from "./assertion_error.ts";

/** What {@linkcode assertFalse} lets through. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/**
 * Throws unless the expression is falsy.
 *
 * @throws {AssertionError} with the message given
 *
 * @example
 * ```ts
 * import { assertFalse } from "./false.ts";
 * assertFalse("hello".includes("bye"));
 * ```
 */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}
