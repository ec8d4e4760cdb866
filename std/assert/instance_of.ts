import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless the value is an instance of the class.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertInstanceOf } from "./instance_of.ts";
 * assertInstanceOf(new Map(), Map);
 * ```
 */
export function assertInstanceOf<T extends abstract new (...args: never[]) => unknown>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const what = actual !== null && typeof actual === "object"
    ? actual.constructor?.name ?? "Object"
    : actual === null
    ? "null"
    : typeof actual;
  throw new AssertionError(
    `Expected object to be an instance of "${expectedType.name}" but was "${what}"${suffix(msg)}`,
  );
}
