import { RandomStream } from "../core/random_stream.ts";
import { sha256 } from "../core/sha256.ts";
import type { Task } from "../protocols/task.ts";

/** How a run's plugin indices stand for the task's canonical ones. */
export interface Shuffle {
  /** Plugin item index per canonical item. */
  readonly item: Uint32Array;
  /** Canonical item per plugin item index. */
  readonly canonicalItem: Uint32Array;
  /** Plugin user index per canonical user, −1 for a user without a training event. */
  readonly user: Int32Array;
  /** Canonical user per plugin user index. */
  readonly canonicalUser: Uint32Array;
}

/**
 * The index shuffle of a run seed: items and users who are learned from each in a random order, so
 * that an index tells a plugin nothing.
 *
 * @param seed run seed
 * @param learned per timeline event: 1 = it is learned from; the training events unless said
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { shuffle } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { item, canonicalItem } = shuffle(task, 1);
 * if (canonicalItem[item[7]] !== 7) throw new Error("not there and back");
 * ```
 */
export function shuffle(task: Task, seed: number, learned: Uint8Array = task.training): Shuffle {
  const { length, offsets } = task.corpus.catalogue, { adaptation } = task;
  const secret = trainingDigest(task);
  const stream = (what: string) => RandomStream.from(seed, "shuffle", what, secret);
  const items = Uint32Array.from({ length }, (_, i) => i);
  // A target that a method adapts to later stands behind all else, shuffled by itself.
  const known = adaptation ? offsets[adaptation.domain] : length;
  stream("item").shuffle(items.subarray(0, known));
  stream("target item").shuffle(items.subarray(known));
  const users = stream("user").shuffle(usersOf(task, learned));
  return inverse(task, items, users);
}

/**
 * SHA-256 of the training events in canonical indices: a method is told the run seed, and by that alone
 * it would undo the shuffle. It cannot know this before it has undone it, and no test answer has a part
 * in it, as in the task's fingerprint.
 */
function trainingDigest({ timeline: { offsets, item, time }, training }: Task): string {
  const count = training.reduce((sum, each) => sum + each, 0);
  const rows = new Uint32Array(count), starts = new Uint32Array(offsets.length);
  let at = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (training[row]) rows[at++] = row;
    }
    starts[user + 1] = at;
  }
  return sha256(starts, rows.map((row) => item[row]), Float64Array.from(rows, (row) => time[row]));
}

/**
 * No shuffle at all: for controls that run on the host and speak of raw ids.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { unshuffled } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * if (unshuffled(task).item[7] !== 7) throw new Error("shuffled");
 * ```
 */
export function unshuffled(task: Task): Shuffle {
  const items = Uint32Array.from({ length: task.corpus.catalogue.length }, (_, i) => i);
  return inverse(task, items, usersOf(task, task.training));
}

/** Users with an event that is learned from. */
function usersOf(task: Task, learned: Uint8Array): Uint32Array {
  const { offsets } = task.timeline;
  const has = (user: number): boolean =>
    learned.subarray(offsets[user], offsets[user + 1]).includes(1);
  return Uint32Array.from({ length: offsets.length - 1 }, (_, user) => user).filter(has);
}

function inverse(task: Task, canonicalItem: Uint32Array, canonicalUser: Uint32Array): Shuffle {
  const item = new Uint32Array(canonicalItem.length);
  canonicalItem.forEach((canonical, index) => item[canonical] = index);
  const user = new Int32Array(task.timeline.offsets.length - 1).fill(-1);
  canonicalUser.forEach((canonical, index) => user[canonical] = index);
  return { item, canonicalItem, user, canonicalUser };
}
