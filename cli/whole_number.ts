import { UserError } from "../core/user_error.ts";

/**
 * An option's value as a whole number of at least 1.
 *
 * @throws {UserError} if it is none
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
