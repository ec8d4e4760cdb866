import type { Histories, TrainView } from "@permafrost/bench/method";
import { domainHistories, type Parameters, RandomStream } from "@permafrost/bench/nn";

/** The greatest whole number that a saved float32 can stand for, next to all smaller ones. */
const EXACT = 2 ** 24;

/**
 * The users of a domain whose interests other domains may share: the "sampled users" of §4.1, chosen once
 * per run. User j is in slot j, in training and at scoring, so that W_C knows whom it weighs, and no
 * score depends on who else is asked.
 */
export interface References {
  /** User per slot, −1 for a slot that nobody is in; those stand at the end. */
  readonly user: Int32Array;
  /** How many slots to look at: those with a user, but at least one, so that there is something. */
  readonly slots: number;
  /** The last training events in the domain of the user of every slot. */
  readonly history: Histories;
}

/**
 * Reference users of every domain: `size` of those with training events there, uniform without
 * replacement, each with its last `length` events; all of them, and empty slots, if there are fewer.
 *
 * @throws {RangeError} if there are more users or items than can be saved
 */
export function chooseReferences(
  view: Pick<TrainView, "users" | "events" | "catalogue">,
  { size, length, seed }: { size: number; length: number; seed: number },
): References[] {
  const { events, catalogue: { domains, itemDomain, items } } = view;
  for (const [what, count] of [["users", view.users], ["items", items]] as const) {
    if (count <= EXACT) continue;
    throw new RangeError(`Cannot save ${count} ${what}: expected at most ${EXACT}`);
  }
  return domains.map((_, domain) => {
    const own = domainHistories(events, {
      itemDomain,
      domain: new Uint8Array(view.users).fill(domain),
    });
    const random = RandomStream.from(seed, "reference users", domain);
    const known = Uint32Array.from({ length: view.users }, (_, user) => user)
      .filter((user) => own.offsets[user + 1] > own.offsets[user]);
    const chosen = random.shuffle(known).subarray(0, size).sort();
    const user = new Int32Array(size).fill(-1), lists: number[][] = [];
    user.set(chosen);
    for (const each of chosen) {
      lists.push([...own.item.subarray(own.offsets[each], own.offsets[each + 1])].slice(-length));
    }
    return referencesOf(user, lists);
  });
}

/** The references as arrays to save beside the weights; −1 stands for nobody and nothing. */
export function saveReferences(references: readonly References[], length: number): Parameters {
  return Object.fromEntries(references.flatMap(({ user, history: { offsets, item } }, domain) => {
    const items = new Float32Array(user.length * length).fill(-1);
    for (let slot = 0; slot < user.length; slot++) {
      items.set(item.subarray(offsets[slot], offsets[slot + 1]), slot * length);
    }
    return [
      [`references.${domain}.user`, { shape: [user.length], values: Float32Array.from(user) }],
      [`references.${domain}.item`, { shape: [user.length, length], values: items }],
    ] as const;
  }));
}

/** The references from these arrays. */
export function loadReferences(saved: Parameters, domains: number): References[] {
  return Array.from({ length: domains }, (_, domain) => {
    const { values: user } = saved[`references.${domain}.user`];
    const { values: items, shape: [size, length] } = saved[`references.${domain}.item`];
    const lists = Array.from(
      { length: size },
      (_, slot) =>
        [...items.subarray(slot * length, (slot + 1) * length)].filter((item) => item >= 0),
    );
    return referencesOf(Int32Array.from(user), lists);
  });
}

/** Reference users with the items that each had, for the first slots. */
export function referencesOf(
  user: Int32Array,
  lists: readonly (readonly number[])[],
): References {
  const offsets = new Uint32Array(user.length + 1);
  for (let i = 0; i < user.length; i++) offsets[i + 1] = offsets[i] + (lists[i]?.length ?? 0);
  const item = Uint32Array.from(lists.flat());
  return {
    user,
    slots: Math.max(1, user.findLastIndex((each) => each >= 0) + 1),
    history: { offsets, item, time: new Float64Array(item.length) },
  };
}
