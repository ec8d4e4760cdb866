import { UserError } from "../core/user_error.ts";

/**
 * An option's value as a whole number of at least 1.
 *
 * @param option its name without `--`, for the error
 * @param value as the person wrote it
 * @throws {UserError} if it is none
 *
 * @example
 * ```ts
 * import { wholeNumber } from "./whole_number.ts";
 * if (wholeNumber("seeds", "5") !== 5) throw new Error("not 5");
 * ```
 */
export function wholeNumber(option: string, value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 1000000) {
    throw new UserError(
      `Cannot use --${option} "${value}": not a whole number, expected 1 … 1000000`,
    );
  }
  return number;
}
