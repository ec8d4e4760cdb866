import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws always: for what is not written yet.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { unimplemented } from "./unimplemented.ts";
 * const later = () => unimplemented("later");
 * if (typeof later !== "function") throw new Error("not a function");
 * ```
 */
export function unimplemented(msg?: string): never {
  throw new AssertionError(`Unimplemented${suffix(msg)}`);
}
