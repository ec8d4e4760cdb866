import { show } from "./_show.ts";
import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";
import { equal } from "./equal.ts";

/**
 * Throws if the two values are deeply equal in the sense of {@linkcode equal}.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertNotEquals } from "./not_equals.ts";
 * assertNotEquals([1, 2], [2, 1]);
 * ```
 */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  const what = `Expected actual: ${show(actual)} not to be: ${show(expected)}`;
  throw new AssertionError(`${what}${suffix(msg)}`);
}
