import { stripVTControlCharacters } from "node:util";
import { suffix } from "./_suffix.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Throws unless the value is an `Error`, of the class and with the message asked for.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertIsError } from "./is_error.ts";
 * assertIsError(new RangeError("Out of range"), RangeError, "range");
 * ```
 */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: abstract new (...args: never[]) => E,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    throw new AssertionError(`Expected "error" to be an Error object${suffix(msg)}`);
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    throw new AssertionError(
      `Expected error to be instance of "${ErrorClass.name}", ` +
        `but was "${error.constructor.name}": ${error.message}${suffix(msg)}`,
    );
  }
  if (msgMatches === undefined || msgMatches === "") return;
  const message = stripVTControlCharacters(error.message);
  const isMatch = typeof msgMatches === "string"
    ? message.includes(stripVTControlCharacters(msgMatches))
    : msgMatches.test(message);
  if (isMatch) return;
  const wanted = typeof msgMatches === "string" ? JSON.stringify(msgMatches) : String(msgMatches);
  throw new AssertionError(
    `Expected error message to include ${wanted}, ` +
      `but got ${JSON.stringify(error.message)}${suffix(msg)}`,
  );
}
