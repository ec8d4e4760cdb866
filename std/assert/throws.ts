import { suffix } from "./_suffix.ts";
import { checkThrown, wanted } from "./_thrown.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless the function throws; gives what it threw.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertThrows } from "./throws.ts";
 * assertThrows(() => JSON.parse("{"));
 * ```
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Throws unless the function throws an error of this class, with this text in its message; gives the
 * error.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertThrows } from "./throws.ts";
 * assertThrows(() => new Array(-1), RangeError, "length");
 * ```
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClassOrMsg?: (abstract new (...args: never[]) => E) | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const want = wanted(errorClassOrMsg, msgIncludes, msg);
  try {
    fn();
  } catch (error) {
    checkThrown(error, "thrown", want);
    return error;
  }
  throw new AssertionError(`Expected function to throw${suffix(want.msg)}`);
}
