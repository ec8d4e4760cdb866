import type { LeaveOneOutSplit } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { EventRole } from "./event_role.ts";

/** What leave-one-out makes of a timeline. */
export interface LeaveOneOut {
  /** `EventRole` per event. */
  readonly role: Uint8Array;
  /** Events of an item that the user already had in that domain. */
  readonly repeats: number;
  /** Sequences that give no cases: too short, or no two non-repeats with an event before them. */
  readonly sequencesWithoutCases: number;
}

/**
 * Gives each event its role: of every sequence (a user's events, over all domains or in one) the
 * last non-repeat is the test answer, the last non-repeat before it the validation answer; what lies
 * before that is training, what follows the test answer is dropped. A sequence that is too short, or
 * whose validation answer would have nothing before it, is training throughout.
 *
 * @param split whether sequences are merged or per domain, and how many events they need
 * @param catalogue number of items, and domain per item
 *
 * @example
 * ```ts
 * import { leaveOneOut } from "./leave_one_out.ts";
 * const item = Uint32Array.of(0, 1, 2, 3, 2), time = Float64Array.of(1, 2, 3, 4, 5);
 * const timeline = { length: 5, offsets: Uint32Array.of(0, 5), item, time };
 * const split = { kind: "leave-one-out", by: "user", minimumEvents: 3 } as const;
 * const { role } = leaveOneOut(timeline, split, { length: 4, domain: new Uint8Array(4) });
 * if (role.join() !== "0,0,1,2,4") throw new Error("not training, validation, test, dropped");
 * ```
 */
export function leaveOneOut(
  timeline: Timeline,
  split: LeaveOneOutSplit,
  catalogue: { readonly length: number; readonly domain: Uint8Array },
): LeaveOneOut {
  const { offsets, item, length } = timeline;
  const role = new Uint8Array(length);
  const seen = new Uint32Array(catalogue.length); // user + 1 who had the item last
  const repeat = new Uint8Array(length);
  let repeats = 0, sequencesWithoutCases = 0;
  // The rows of each sequence of one user: one list, or one a domain.
  const rows: number[][] = Array.from({ length: split.by === "user" ? 1 : 256 }, () => []);
  const met: number[] = [];
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (seen[item[row]] === user + 1) {
        repeat[row] = 1;
        repeats++;
      }
      seen[item[row]] = user + 1;
      const sequence = split.by === "user" ? 0 : catalogue.domain[item[row]];
      if (rows[sequence].length === 0) met.push(sequence);
      rows[sequence].push(row);
    }
    for (const sequence of met) {
      if (!cut(rows[sequence], { role, repeat, minimumEvents: split.minimumEvents })) {
        sequencesWithoutCases++;
      }
      rows[sequence].length = 0;
    }
    met.length = 0;
  }
  return { role, repeats, sequencesWithoutCases };
}

/** Gives the rows of one sequence their roles; false if it gives no cases. */
function cut(
  rows: readonly number[],
  into: { role: Uint8Array; repeat: Uint8Array; minimumEvents: number },
): boolean {
  const { role, repeat } = into;
  if (rows.length < into.minimumEvents) return false;
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
