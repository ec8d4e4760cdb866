/**
 * The error of a failed assertion.
 *
 * @example
 * ```ts
 * import { AssertionError } from "./assertion_error.ts";
 * if (new AssertionError("No").name !== "AssertionError") throw new Error("wrong name");
 * ```
 */
export class AssertionError extends Error {
  /** An error that says what was expected and, in `options.cause`, what led to it. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}
