import { EventRole } from "./event_role.ts";

/**
 * Gives the rows of one sequence their roles: its last non-repeat is the test answer, the last
 * non-repeat before it the validation answer, what lies between them is neither learned from nor
 * asked, and what follows the test answer is dropped. The rows before stay as they are.
 *
 * @param rows timeline rows in order
 * @param into `role`: is written; `repeat`: 1 = a repeat, never an answer
 * @returns false, and nothing is written, if there are no two such answers with a row before them
 *
 * @example
 * ```ts
 * import { cutSequence } from "./cut_sequence.ts";
 * const role = new Uint8Array(5), repeat = Uint8Array.of(0, 0, 0, 0, 1);
 * if (!cutSequence([0, 1, 2, 3, 4], { role, repeat }) || role.join() !== "0,0,1,2,4") {
 *   throw new Error("not training, validation, test, dropped");
 * }
 * ```
 */
export function cutSequence(
  rows: readonly number[],
  into: { role: Uint8Array; repeat: Uint8Array },
): boolean {
  const { role, repeat } = into;
  let test = rows.length - 1;
  while (test >= 0 && repeat[rows[test]]) test--;
  let validation = test - 1;
  while (validation >= 0 && repeat[rows[validation]]) validation--;
  if (validation < 1) return false;
  role[rows[validation]] = EventRole.validation;
  for (let at = validation + 1; at < test; at++) role[rows[at]] = EventRole.between;
  role[rows[test]] = EventRole.test;
  for (let at = test + 1; at < rows.length; at++) role[rows[at]] = EventRole.dropped;
  return true;
}
