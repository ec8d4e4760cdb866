import type { TrainView } from "@permafrost/bench/method";
import { type SequenceBatch, sequenceBatch, type SequenceWindows } from "@permafrost/bench/nn";
import type { SplitView } from "./_split_view.ts";

/** Sequences as both tasks see them: merged, and each domain alone. */
export interface Views {
  /** Windows of the merged sequences. */
  readonly cross: SequenceBatch;
  /** Sequences of one domain each, those of a domain together, domains ascending. */
  readonly single: SequenceBatch;
  /** Domain per target of `single`; ascending. */
  readonly domain: Uint8Array;
  /** Place of the same event among the targets of `cross`, −1 for one that is not there. */
  readonly common: Int32Array;
  /** States of one item in both views: places among the targets of `cross` and of `single`. */
  readonly pairs: { readonly cross: Int32Array; readonly single: Int32Array };
}

/**
 * Both views of some windows of the merged sequences (figure 2a). The sequence of a domain holds the last
 * `length` events of that domain up to the window's end, so that it may reach further back than the
 * window, as X^d of §4.1 does. It asks for the events that the window asks for, and for all of its own
 * where windows are the `last` ones, since no other window would.
 *
 * @param view the merged events, and `split`, the same by domain
 * @param options `windows` of the merged sequences, those `chosen`; `length` of a sequence at most;
 * `keep` as the windows were cut; `start`: the start token
 */
export function viewsOf(
  view: Pick<TrainView, "events" | "trainable">,
  split: SplitView,
  options: {
    windows: SequenceWindows;
    chosen: Uint32Array;
    length: number;
    keep: "last" | "all";
    start: number;
  },
): Views {
  const { windows, chosen, length, keep, start } = options, { domains, row } = split;
  const cross = sequenceBatch(view, { windows, chosen, start });
  const sequence: number[] = [], first: number[] = [], end: number[] = [], asked: number[] = [];
  for (let domain = 0; domain < domains; domain++) {
    for (const window of chosen) {
      const own = windows.user[window] * domains + domain;
      const from = split.events.offsets[own], to = split.events.offsets[own + 1];
      const stop = placeOf(windows.end[window], row, { from, to });
      const inside = placeOf(windows.first[window], row, { from, to: stop });
      if (inside === stop) continue;
      const begin = Math.max(from, stop - length);
      sequence.push(own);
      first.push(begin);
      end.push(stop);
      asked.push(keep === "last" ? begin : inside);
    }
  }
  const own = sequenceBatch(split, {
    windows: {
      user: Uint32Array.from(sequence),
      first: Uint32Array.from(first),
      end: Uint32Array.from(end),
    },
    chosen: Uint32Array.from(sequence, (_, at) => at),
    start,
  });
  const wanted = [...own.position.keys()]
    .filter((at) => own.event[at] >= asked[Math.floor(own.position[at] / own.length)]);
  const single = {
    ...own,
    position: Uint32Array.from(wanted, (at) => own.position[at]),
    target: Uint32Array.from(wanted, (at) => own.target[at]),
    user: Uint32Array.from(wanted, (at) => Math.floor(own.user[at] / domains)),
    event: Uint32Array.from(wanted, (at) => row[own.event[at]]),
  };
  const place = new Map(Array.from(cross.event, (event, at) => [event, at]));
  // What a state has just read is the event before its target, which the start token has not.
  const read = Int32Array.from(wanted, (at) => {
    const event = own.event[at];
    return event > split.events.offsets[own.user[at]] ? row[event - 1] : -1;
  });
  const both = [...read.keys()].filter((at) => read[at] >= 0 && place.has(read[at] + 1));
  return {
    cross,
    single,
    domain: Uint8Array.from(wanted, (at) => own.user[at] % domains),
    common: Int32Array.from(single.event, (event) => place.get(event) ?? -1),
    pairs: {
      cross: Int32Array.from(both, (at) => place.get(read[at] + 1) ?? -1),
      single: Int32Array.from(both),
    },
  };
}

/** The first of some ascending rows that is not below `event`. */
function placeOf(
  event: number,
  row: Uint32Array,
  { from, to }: { from: number; to: number },
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle] < event) low = middle + 1;
    else high = middle;
  }
  return low;
}
