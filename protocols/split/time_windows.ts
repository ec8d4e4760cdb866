import { UserError } from "../../core/user_error.ts";
import type { TimeWindowsSplit } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { EventRole } from "./event_role.ts";
import { markRepeats } from "./mark_repeats.ts";
import type { SplitResult } from "./split_result.ts";

/**
 * Windows in time, the same for all users. With T the time of the latest event, test is what happens
 * from T − days on, validation the window of the same length before it, training what is earlier.
 * Every event of a window is a case if the user has an earlier event in its domain and it is no repeat.
 * Test histories roll on: they hold all that the user did before, earlier test answers too.
 *
 * @param timeline of the users who stay: `active_users.ts` takes out the others
 * @param split the windows' length, the least share of training
 * @param catalogue number of items, and domain per item
 * @throws {UserError} if too little would be training
 *
 * @example
 * ```ts
 * import { timeWindows } from "./time_windows.ts";
 * const day = 86400, item = Uint32Array.of(0, 1, 2, 3), time = Float64Array.of(0, 1, 2 * day, 4 * day);
 * const timeline = { length: 4, offsets: Uint32Array.of(0, 4), item, time };
 * const split = { kind: "time-windows", minimumEvents: 2, days: 1, leastTraining: 0.5, overlap: 1 } as const;
 * const { role } = timeWindows(timeline, split, { length: 4, domain: new Uint8Array(4) });
 * if (role.join() !== "0,0,1,2") throw new Error("not the last two days");
 * ```
 */
export function timeWindows(
  timeline: Timeline,
  { days, leastTraining }: TimeWindowsSplit,
  catalogue: { readonly length: number; readonly domain: Uint8Array },
): SplitResult {
  const { offsets, item, time, length } = timeline;
  const role = new Uint8Array(length), repeat = markRepeats(timeline, catalogue.length);
  const last = time.reduce((latest, each) => Math.max(latest, each), -Infinity);
  const testFrom = last - 86400 * days, validationFrom = last - 2 * 86400 * days;
  const had = new Uint32Array(256); // user + 1 who was last in the domain
  let training = 0, repeats = 0, sequencesWithoutCases = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    let cases = 0;
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const domain = catalogue.domain[item[row]], first = had[domain] !== user + 1;
      had[domain] = user + 1;
      repeats += repeat[row];
      if (time[row] < validationFrom) {
        training++;
        continue;
      }
      const answer = time[row] < testFrom ? EventRole.validation : EventRole.test;
      role[row] = first || repeat[row] ? EventRole.between : answer;
      if (role[row] !== EventRole.between) cases++;
    }
    if (cases === 0) sequencesWithoutCases++;
  }
  if (training < leastTraining * length) {
    throw new UserError(
      `Cannot split by windows of ${days} days: ${training} of ${length} events are earlier than both, ` +
        `expected at least ${100 * leastTraining} %`,
    );
  }
  return {
    role,
    visible: new Uint8Array(length).fill(1),
    counted: new Uint8Array(length).fill(1),
    slices: {},
    repeats,
    sequencesWithoutCases,
  };
}
