import { markRepeats } from "../split/mark_repeats.ts";
import type { Task } from "../task.ts";
import { type Share, shareOf } from "./share_of.ts";

/** Fewest events at which two equal sequences are held for copies: shorter ones meet by chance. */
const COPY_EVENTS = 3;

/** What stands in the data more than once. */
export interface Duplicates {
  /** Rows of the data that repeat user, item and time of another one: ingest dropped them. */
  readonly rows: Share;
  /** Events of the task of an item that the user already had in that domain. */
  readonly repeats: Share;
  /** Users with the very items and times of another user, of those with at least 3 events. */
  readonly users: Share;
}

/**
 * Counts rows, items of a user, and users that occur more than once. A user under two names is found
 * by the events: if one is learned from and the other is asked, the answer was given away.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { duplicates } from "./duplicates.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { rows, users } = duplicates(task);
 * if (rows.count !== 0 || users.count !== 0) throw new Error("copies in a synthetic world");
 * ```
 */
export function duplicates({ corpus, timeline }: Pick<Task, "corpus" | "timeline">): Duplicates {
  const repeat = markRepeats(timeline, corpus.catalogue.length);
  const had = corpus.interactions.length + corpus.duplicates;
  return {
    rows: shareOf(corpus.duplicates, had),
    repeats: shareOf(repeat.reduce((sum, each) => sum + each, 0), timeline.length),
    users: copies(timeline),
  };
}

/** Users whose events are another's: gathered by a hash that no order changes, then compared. */
function copies({ offsets, item, time }: Task["timeline"]): Share {
  const byHash = new Map<number, number[]>();
  let looked = 0, copied = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    if (offsets[user + 1] - offsets[user] < COPY_EVENTS) continue;
    looked++;
    let hash = 0;
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const mixed = Math.imul(item[row] ^ Math.imul(time[row], 0x9e3779b1), 0x85ebca6b);
      hash = (hash + Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35)) | 0;
    }
    const same = byHash.get(hash);
    if (same) same.push(user);
    else byHash.set(hash, [user]);
  }
  for (const users of byHash.values()) {
    if (users.length < 2) continue;
    const times = new Map<string, number>();
    for (const user of users) {
      const events: string[] = [];
      for (let row = offsets[user]; row < offsets[user + 1]; row++) {
        events.push(`${item[row]}@${time[row]}`);
      }
      // Equal times stand in the timeline in an order that hangs on the user's name.
      const text = events.sort().join();
      times.set(text, (times.get(text) ?? 0) + 1);
    }
    for (const number of times.values()) if (number > 1) copied += number;
  }
  return shareOf(copied, looked);
}
