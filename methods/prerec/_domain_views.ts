import type { TrainView } from "@permafrost/bench/method";
import { type SequenceWindows, sequenceWindows } from "@permafrost/bench/nn";

/** What the users of a domain did there, and what of it is to be learned. */
export interface DomainView {
  /** Which domain, k. */
  readonly domain: number;
  /** Their events, a sequence per user of the view. */
  readonly events: Pick<TrainView["events"], "offsets" | "item" | "time">;
  /** Bit per event: whether it may be a target. */
  readonly trainable: Uint8Array;
  /** Pieces of the sequences that hold all targets. */
  readonly windows: SequenceWindows;
  /** Targets, N_k. */
  readonly targets: number;
  /** Targets per user. */
  readonly userTargets: Uint32Array;
}

/**
 * The domains that a view has something to learn from, each with its own sequences. It reads the events
 * once.
 *
 * @param length targets per window
 */
export function domainViews(
  view: Pick<TrainView, "users" | "events" | "trainable" | "catalogue">,
  { length }: { length: number },
): DomainView[] {
  const { users, events: { offsets, item, time }, catalogue: { itemDomain, domains } } = view;
  const parts = domains.map(() => ({
    rows: new Array<number>(),
    ends: new Uint32Array(users + 1),
  }));
  for (let user = 0; user < users; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      parts[itemDomain[item[row]]].rows.push(row);
    }
    for (const { rows, ends } of parts) ends[user + 1] = rows.length;
  }
  return parts.flatMap(({ rows, ends }, domain) => {
    const trainable = new Uint8Array(Math.ceil(rows.length / 8));
    const userTargets = new Uint32Array(users);
    let targets = 0;
    for (let user = 0; user < users; user++) {
      for (let at = ends[user]; at < ends[user + 1]; at++) {
        const bit = view.trainable[rows[at] >> 3] >> (rows[at] & 7) & 1;
        trainable[at >> 3] |= bit << (at & 7);
        userTargets[user] += bit;
        targets += bit;
      }
    }
    if (targets === 0) return [];
    const events = {
      offsets: ends,
      item: Uint32Array.from(rows, (row) => item[row]),
      time: Float64Array.from(rows, (row) => time[row]),
    };
    const windows = sequenceWindows({ users, events, trainable }, { length, keep: "all" });
    return [{ domain, events, trainable, windows, targets, userTargets }];
  });
}
