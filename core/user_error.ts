import { printable } from "./printable.ts";

/**
 * What the person at the keyboard can mend: a wrong option, a bad file, data that a protocol cannot
 * use. The command line prints the message as one line and exits with 2; nothing else does.
 *
 * The message reads `Cannot <action> <value>: <what is>, expected <what was wanted>`. It is one line
 * without control characters, whatever a file or a plugin had a part in it.
 *
 * @example
 * ```ts
 * import { UserError } from "./user_error.ts";
 * const error = new UserError('Cannot read "a.csv": no such file, expected a readable file');
 * if (!(error instanceof Error)) throw new Error("not an error");
 * ```
 */
export class UserError extends Error {
  /** Always "UserError". */
  override readonly name = "UserError";

  constructor(message: string, options?: ErrorOptions) {
    super(printable(message), options);
  }
}
