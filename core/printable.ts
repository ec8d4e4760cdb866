/** Controls, what turns the direction of text, and what no font shows; ends of lines are apart. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;

/**
 * Text that may hold what somebody else chose, as one line that does nothing but stand there: on a
 * terminal, in a record. What cannot be shown becomes "�", what is too long is cut.
 *
 * @param most characters
 *
 * @example
 * ```ts
 * import { printable } from "./printable.ts";
 * if (printable("red: \x1b[31m\nno") !== "red: \ufffd[31m no") throw new Error("it does more");
 * ```
 */
export function printable(text: string, most = 1500): string {
  const cut = text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
  return cut.toWellFormed().replace(/[\t\n\v\f\r\u2028\u2029]+/g, " ").replace(HIDDEN, "\ufffd");
}
