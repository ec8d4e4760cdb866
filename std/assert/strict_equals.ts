import { difference } from "./_difference.ts";
import { show } from "./_show.ts";
import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless `Object.is` holds: the same object, or the same primitive (0 is not −0).
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertStrictEquals } from "./strict_equals.ts";
 * assertStrictEquals(NaN, NaN);
 * ```
 */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  throw new AssertionError(
    show(actual) === show(expected)
      ? `Values have the same structure but are not reference-equal${suffix(msg)}`
      : `Values are not strictly equal${suffix(msg)}\n${difference(actual, expected)}`,
  );
}
