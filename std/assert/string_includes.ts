import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless the text includes the other one.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "./string_includes.ts";
 * assertStringIncludes("hello", "ello");
 * ```
 */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to contain: "${expected}"${suffix(msg)}`,
  );
}
