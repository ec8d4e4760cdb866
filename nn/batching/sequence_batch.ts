import type { TrainView } from "../../plugins/contract/mod.ts";
import type { Padding } from "./padding.ts";
import type { SequenceWindows } from "./sequence_windows.ts";

/** Some windows side by side, padded to the longest of them. */
export interface SequenceBatch {
  /** Number of sequences. */
  readonly size: number;
  /** Positions per sequence, padding included. */
  readonly length: number;
  /** Item per position, `size × length`: what the position is given. */
  readonly input: Uint32Array;
  /** 1 for a position that is there, 0 for padding, `size × length`. */
  readonly present: Uint8Array;
  /** Where a target is predicted from, as an index into `input`; ascending. */
  readonly position: Uint32Array;
  /** Item per target. */
  readonly target: Uint32Array;
  /** User per target; a user's targets stand together. */
  readonly user: Uint32Array;
  /** Row of the view's events per target. */
  readonly event: Uint32Array;
}

/**
 * Windows as one batch: position t of a sequence is given the event before its t-th target, and the
 * start token where the user has none. Targets are the events that may be.
 *
 * @param view the events
 * @param options `windows` and which of them to take (`chosen`); `start`: the token that stands
 * before a user's first event and at padded positions, usually the number of items; `padding`: its
 * side, right if not given
 *
 * @example
 * ```ts
 * import { sequenceBatch } from "./sequence_batch.ts";
 * import { sequenceWindows } from "./sequence_windows.ts";
 * const view = {
 *   users: 1,
 *   events: {
 *     offsets: new Uint32Array([0, 3]),
 *     item: new Uint32Array([5, 6, 7]),
 *     time: new Float64Array(3),
 *   },
 *   trainable: new Uint8Array([0b111]),
 * };
 * const windows = sequenceWindows(view, { length: 9, keep: "last" });
 * const batch = sequenceBatch(view, { windows, chosen: new Uint32Array([0]), start: 8 });
 * if (batch.input.join() !== "8,5,6" || batch.target.join() !== "5,6,7") throw new Error("shifted");
 * ```
 */
export function sequenceBatch(
  view: Pick<TrainView, "events" | "trainable">,
  options: { windows: SequenceWindows; chosen: Uint32Array; start: number; padding?: Padding },
): SequenceBatch {
  const { windows: { first, end }, chosen, start, padding = "right" } = options;
  const { offsets, item } = view.events;
  let length = 0;
  for (const window of chosen) length = Math.max(length, end[window] - first[window]);
  const input = new Uint32Array(chosen.length * length).fill(start);
  const present = new Uint8Array(input.length);
  const position: number[] = [], rows: number[] = [], users: number[] = [];
  chosen.forEach((window, row) => {
    const user = options.windows.user[window];
    const padded = padding === "left" ? length - (end[window] - first[window]) : 0;
    let at = row * length + padded;
    present.fill(1, at, at + end[window] - first[window]);
    for (let event = first[window]; event < end[window]; event++, at++) {
      if (event > offsets[user]) input[at] = item[event - 1];
      if ((view.trainable[event >> 3] >> (event & 7) & 1) === 0) continue;
      position.push(at);
      rows.push(event);
      users.push(user);
    }
  });
  return {
    size: chosen.length,
    length,
    input,
    present,
    position: Uint32Array.from(position),
    target: Uint32Array.from(rows, (row) => item[row]),
    user: Uint32Array.from(users),
    event: Uint32Array.from(rows),
  };
}
