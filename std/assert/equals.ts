import { difference } from "./_difference.ts";
import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";
import { equal } from "./equal.ts";

/**
 * Throws, with a diff, unless the two values are deeply equal in the sense of {@linkcode equal}.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertEquals } from "./equals.ts";
 * assertEquals(new Float32Array([1, NaN]), new Float32Array([1, NaN]));
 * ```
 */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(`Values are not equal${suffix(msg)}\n${difference(actual, expected)}`);
}
