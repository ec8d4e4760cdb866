import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws always: for code that cannot be reached.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { unreachable } from "./unreachable.ts";
 * if (Number.isNaN(1)) unreachable();
 * ```
 */
export function unreachable(msg?: string): never {
  throw new AssertionError(`Unreachable${suffix(msg)}`);
}
