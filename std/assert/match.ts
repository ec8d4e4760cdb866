import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless the text matches the pattern.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertMatch } from "./match.ts";
 * assertMatch("Raptor", /Rap/);
 * ```
 */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to match: "${expected}"${suffix(msg)}`,
  );
}
