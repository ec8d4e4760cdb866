import type { TrainView } from "../../plugins/contract/mod.ts";

/**
 * Pieces of the users' sequences to train on. Window w asks for the events `first[w]` up to, not
 * including, `end[w]` of user `user[w]`, each from what stands before it in the window, and the first
 * one from the event before it.
 */
export interface SequenceWindows {
  /** User per window. */
  readonly user: Uint32Array;
  /** Row of the first event that is asked for. */
  readonly first: Uint32Array;
  /** Row behind the last one. */
  readonly end: Uint32Array;
}

/**
 * Cuts every user's sequence into windows of at most `length` targets, from its end backwards. A
 * window without a trainable event is left out.
 *
 * @param view events and which of them may be targets
 * @param options `length`: targets per window; `keep`: `last` keeps the last window of a user only,
 * `all` every one
 * @throws {RangeError} if the length is no positive whole number
 *
 * @example
 * ```ts
 * import { sequenceWindows } from "./sequence_windows.ts";
 * const view = {
 *   users: 1,
 *   events: {
 *     offsets: new Uint32Array([0, 5]),
 *     item: new Uint32Array(5),
 *     time: new Float64Array(5),
 *   },
 *   trainable: new Uint8Array([0b11111]),
 * };
 * const { first, end } = sequenceWindows(view, { length: 3, keep: "all" });
 * if (first.join() !== "2,0" || end.join() !== "5,2") throw new Error("not cut from the end");
 * ```
 */
export function sequenceWindows(
  view: Pick<TrainView, "users" | "events" | "trainable">,
  { length, keep }: { length: number; keep: "last" | "all" },
): SequenceWindows {
  if (!(Number.isInteger(length) && length >= 1)) {
    throw new RangeError(`Cannot cut windows of ${length} events: expected a whole number above 0`);
  }
  const { offsets } = view.events;
  const user: number[] = [], first: number[] = [], end: number[] = [];
  for (let u = 0; u < view.users; u++) {
    for (let stop = offsets[u + 1]; stop > offsets[u]; stop -= length) {
      const start = Math.max(offsets[u], stop - length);
      let wanted = false;
      for (let row = start; row < stop && !wanted; row++) {
        wanted = (view.trainable[row >> 3] >> (row & 7) & 1) === 1;
      }
      if (wanted) {
        user.push(u);
        first.push(start);
        end.push(stop);
      }
      if (keep === "last") break;
    }
  }
  return {
    user: Uint32Array.from(user),
    first: Uint32Array.from(first),
    end: Uint32Array.from(end),
  };
}
