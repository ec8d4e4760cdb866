import { UserError } from "../../core/user_error.ts";
import type { GlobalTimeSplit } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { EventRole } from "./event_role.ts";
import { markRepeats } from "./mark_repeats.ts";
import type { SplitResult } from "./split_result.ts";

/**
 * Two moments for all users: T1 and T2 are the first times before which stands at least the given
 * share of all events. Training is before T1, validation from T1 on, test from T2 on. A user's first
 * non-repeat in a part, over all domains, is its case; the others are not asked, and an answer stands
 * in no history but those of later parts.
 *
 * @param split the shares
 * @param catalogue number of items
 * @throws {UserError} if the times are too few for three parts
 *
 * @example
 * ```ts
 * import { globalTime } from "./global_time.ts";
 * const item = Uint32Array.from({ length: 10 }, (_, i) => i), time = Float64Array.from(item);
 * const timeline = { length: 10, offsets: Uint32Array.of(0, 10), item, time };
 * const split = { kind: "global-time", validationFrom: 0.6, testFrom: 0.8 } as const;
 * const { role } = globalTime(timeline, split, { length: 10 });
 * if (role.join() !== "0,0,0,0,0,0,1,3,2,3") throw new Error("not the first of each part");
 * ```
 */
export function globalTime(
  timeline: Timeline,
  split: GlobalTimeSplit,
  catalogue: { readonly length: number },
): SplitResult {
  const { offsets, time, length } = timeline;
  const times = time.slice().sort();
  const validationFrom = firstAfter(times, split.validationFrom);
  const testFrom = firstAfter(times, split.testFrom);
  if (!(validationFrom < testFrom)) {
    throw new UserError(
      `Cannot split at two moments: no two times have ${100 * split.validationFrom} % and ${
        100 * split.testFrom
      } % of the ${length} events before them, expected such times, the second later than the first`,
    );
  }
  const role = new Uint8Array(length), repeat = markRepeats(timeline, catalogue.length);
  let sequencesWithoutCases = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    let validation = false, test = false;
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (time[row] < validationFrom) continue;
      role[row] = EventRole.between;
      if (repeat[row]) continue;
      if (time[row] < testFrom) {
        if (!validation) role[row] = EventRole.validation;
        validation = true;
      } else {
        if (!test) role[row] = EventRole.test;
        test = true;
      }
    }
    if (!validation && !test) sequencesWithoutCases++;
  }
  return {
    role,
    visible: new Uint8Array(length).fill(1),
    counted: new Uint8Array(length).fill(1),
    slices: {},
    repeats: repeat.reduce((sum, each) => sum + each, 0),
    sequencesWithoutCases,
  };
}

/** The first of the ascending times before which stands at least this share of them; NaN if none. */
function firstAfter(times: Float64Array, share: number): number {
  const least = Math.ceil(share * times.length);
  // A tie belongs to one side: all events of a moment stand behind it.
  for (let at = least; at < times.length; at++) {
    if (at === 0 || times[at - 1] < times[at]) return times[at];
  }
  return NaN;
}
