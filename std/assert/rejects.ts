import { suffix } from "./_suffix.ts";
import { checkThrown, wanted } from "./_thrown.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless the function gives a promise that rejects; gives what it rejected with. A function
 * that throws before it gives a promise fails too.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertRejects } from "./rejects.ts";
 * await assertRejects(() => Promise.reject(new Error("no")));
 * ```
 */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/**
 * Throws unless the function gives a promise that rejects with an error of this class, with this text
 * in its message; gives the error.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertRejects } from "./rejects.ts";
 * await assertRejects(() => Promise.reject(new TypeError("not so")), TypeError, "not");
 * ```
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClassOrMsg?: (abstract new (...args: never[]) => E) | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const want = wanted(errorClassOrMsg, msgIncludes, msg);
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
  } catch (cause) {
    const message = `Function throws when expected to reject${suffix(want.msg)}`;
    throw new AssertionError(message, { cause });
  }
  if (typeof promise?.then !== "function") {
    throw new AssertionError(`Function throws when expected to reject${suffix(want.msg)}`);
  }
  try {
    await promise;
  } catch (error) {
    checkThrown(error, "rejected", want);
    return error;
  }
  throw new AssertionError(`Expected function to reject${suffix(want.msg)}`);
}
