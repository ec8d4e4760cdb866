import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws if the text matches the pattern.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertNotMatch } from "./not_match.ts";
 * assertNotMatch("Raptor", /Ostrich/);
 * ```
 */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to not match: "${expected}"${suffix(msg)}`,
  );
}
