import type { LeaveOneOutSplit } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { cutSequence } from "./cut_sequence.ts";
import { eachSequence } from "./each_sequence.ts";
import { EventRole } from "./event_role.ts";
import { markRepeats } from "./mark_repeats.ts";
import type { SplitResult } from "./split_result.ts";

/**
 * Leave one out: of every sequence (a user's events, over all domains or in one) the last non-repeat
 * is the test answer, the last non-repeat before it the validation answer; what lies before that is
 * training, what follows the test answer is dropped. A sequence that is too short, or whose
 * validation answer would have nothing before it, is training throughout.
 *
 * Test histories show training events always, a sequence's validation answer and what lies behind it
 * to its own cases only: in another domain of the user they would be answers of that time.
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
  { by, minimumEvents }: LeaveOneOutSplit,
  catalogue: { readonly length: number; readonly domain: Uint8Array },
): SplitResult {
  const role = new Uint8Array(timeline.length), repeat = markRepeats(timeline, catalogue.length);
  let sequencesWithoutCases = 0;
  for (const { rows } of eachSequence(timeline, { by, domain: catalogue.domain })) {
    const long = rows.length >= minimumEvents;
    if (!long || !cutSequence(rows, { role, repeat })) sequencesWithoutCases++;
  }
  const own = by === "user" ? 1 : 2;
  return {
    role,
    visible: role.map((each) => {
      if (each === EventRole.training) return 1;
      return each === EventRole.test ? 0 : own;
    }),
    counted: new Uint8Array(timeline.length).fill(1),
    slices: {},
    repeats: repeat.reduce((sum, each) => sum + each, 0),
    sequencesWithoutCases,
  };
}
