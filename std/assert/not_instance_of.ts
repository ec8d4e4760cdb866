import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws if the value is an instance of the class.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertNotInstanceOf } from "./not_instance_of.ts";
 * assertNotInstanceOf(new Map(), Set);
 * ```
 */
export function assertNotInstanceOf<A, T>(
  actual: A,
  unexpectedType: abstract new (...args: never[]) => T,
  msg?: string,
): asserts actual is Exclude<A, T> {
  if (!(actual instanceof unexpectedType)) return;
  throw new AssertionError(
    `Expected object to not be an instance of "${unexpectedType.name}"${suffix(msg)}`,
  );
}
