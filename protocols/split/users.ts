import { labelKey } from "../../core/label_key.ts";
import { philox4x32 } from "../../core/philox.ts";
import { UserError } from "../../core/user_error.ts";
import type { IdHashes } from "../id_hashes.ts";
import type { UserSplit } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { eachSequence } from "./each_sequence.ts";
import { EventRole } from "./event_role.ts";
import { markRepeats } from "./mark_repeats.ts";
import type { SplitResult } from "./split_result.ts";

/** What the users of a domain are for. */
const TRAINING = 0, VALIDATION = 1, TEST = 2;

/**
 * Users, not events, are split: in every domain a hash of (protocol seed, domain, raw user) makes a
 * user a training, a validation or a test user of it. One domain is the target. Training users of the
 * others train; their validation users are asked while a method fits, all positions from the second
 * on. Of the target, training users are adapted to, as far as the number of samples goes, validation
 * users are asked meanwhile, test users afterwards.
 *
 * A sample is a position from the second on with what is before it; samples are taken user by user in
 * the order of another hash, and within a user in time. Repeats stay answers.
 *
 * @param split shares of the three kinds, the target's name, the number of samples (null: all)
 * @param from domains and items; hashes of the raw ids; the protocol's seed
 * @throws {UserError} if there is no such domain, too few users for three kinds of them, or no sample
 * where there are to be some
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { idHashes } from "../id_hashes.ts";
 * import { orderEvents } from "../order_events.ts";
 * import { users } from "./users.ts";
 * const corpus = await loadDataset("tundra-tiny"), { catalogue } = corpus;
 * const hashes = idHashes(corpus, 1), timeline = orderEvents(corpus, hashes, 1);
 * const [target] = catalogue.domains, shares = [4, 3, 3] as const;
 * const split = { kind: "users", shares, historyLength: 64, target, samples: 10 } as const;
 * const { adaptation } = users(timeline, split, { catalogue, hashes, seed: 1 });
 * const samples = adaptation?.trainable.reduce((sum, each) => sum + each, 0);
 * if (samples !== 10) throw new Error("not ten samples");
 * ```
 */
export function users(
  timeline: Timeline,
  split: UserSplit,
  { catalogue, hashes, seed }: {
    catalogue: {
      readonly length: number;
      readonly domains: readonly string[];
      readonly domain: Uint8Array;
      readonly identity: Uint32Array;
    };
    hashes: IdHashes;
    seed: number;
  },
): SplitResult {
  const { length, item, offsets } = timeline, { domains, domain, identity } = catalogue;
  const target = domains.indexOf(split.target);
  if (target < 0) {
    throw new UserError(
      `Cannot ask about domain "${split.target}": not in the data, expected one of "${
        domains.join('", "')
      }"`,
    );
  }
  const kinds = domains.map((name) => kindsOf(hashes, { shares: split.shares, seed, name }));
  const role = new Uint8Array(length).fill(EventRole.dropped);
  const found = domains.map(() => [0, 0, 0]);
  const adapting: { user: number; rows: number[] }[] = [];
  let sequencesWithoutCases = 0;
  for (const { user, rows } of eachSequence(timeline, { by: "user-domain", domain })) {
    const d = domain[item[rows[0]]], kind = kinds[d][user];
    found[d][kind]++;
    if (d === target) {
      const answer = kind === TEST ? EventRole.test : EventRole.adaptValidation;
      const later = kind === TRAINING ? EventRole.between : answer;
      rows.forEach((row, place) => role[row] = place === 0 ? EventRole.between : later);
      if (kind === TRAINING) adapting.push({ user, rows: [...rows] });
    } else if (kind === TRAINING) { for (const row of rows) role[row] = EventRole.training; }
    else if (kind === VALIDATION) {
      rows.forEach((row, place) =>
        role[row] = place === 0 ? EventRole.between : EventRole.validation
      );
    }
    const asked = d === target ? kind !== TRAINING : kind === VALIDATION;
    if (asked && rows.length < 2) sequencesWithoutCases++;
  }
  found.forEach((numbers, d) => refuseFewUsers(numbers, { split, name: domains[d] }));

  const adaptation = samplesOf(adapting, { length, samples: split.samples, hashes, seed });
  if (split.samples !== 0 && !adaptation.trainable.includes(1)) {
    throw new UserError(
      `Cannot adapt to domain "${split.target}": none of its ${adapting.length} training users has ` +
        "two events there, expected one who has",
    );
  }
  const repeat = markRepeats(timeline, catalogue.length);
  return {
    role,
    visible: new Uint8Array(length).fill(2),
    counted: new Uint8Array(length).fill(1),
    slices: { unseen: unseen(timeline, { target, domain, identity, offsets }) },
    adaptation,
    repeats: repeat.reduce(
      (sum, each, row) => role[row] === EventRole.dropped ? sum : sum + each,
      0,
    ),
    sequencesWithoutCases,
  };
}

/** Per user: what they are in a domain. */
function kindsOf(
  hashes: IdHashes,
  { shares, seed, name }: { shares: readonly number[]; seed: number; name: string },
): Uint8Array {
  const [k0, k1, c2, c3] = labelKey(seed, "users", name), out = new Uint32Array(4);
  const [training, validation, test] = shares, all = training + validation + test;
  return Uint8Array.from({ length: hashes.user.length / 2 }, (_, user) => {
    philox4x32(out, hashes.user[2 * user], hashes.user[2 * user + 1], c2, c3, k0, k1);
    const place = (out[0] * 2097152 + (out[1] >>> 11)) / 2 ** 53 * all;
    return place < training ? TRAINING : place < training + validation ? VALIDATION : TEST;
  });
}

function refuseFewUsers(
  found: readonly number[],
  { split, name }: { split: UserSplit; name: string },
): void {
  if (found.every((number) => number > 0)) return;
  throw new UserError(
    `Cannot split the users of domain "${name}" ${split.shares.join(":")}: ${
      found.join(", ")
    } users, expected some of each`,
  );
}

/** The events that a method adapts to: as many samples as wanted, and what is before them. */
function samplesOf(
  sequences: readonly { readonly user: number; readonly rows: readonly number[] }[],
  { length, samples, hashes, seed }: {
    length: number;
    samples: number | null;
    hashes: IdHashes;
    seed: number;
  },
): NonNullable<SplitResult["adaptation"]> {
  const view = new Uint8Array(length), trainable = new Uint8Array(length);
  const [k0, k1] = labelKey(seed, "samples"), out = new Uint32Array(4);
  const ordered = sequences.map(({ user, rows }) => {
    philox4x32(out, hashes.user[2 * user], hashes.user[2 * user + 1], 0, 0, k0, k1);
    return { user, rows, rank: out[0] * 2097152 + (out[1] >>> 11) };
  }).sort((a, b) => a.rank - b.rank || a.user - b.user);
  let left = samples ?? Infinity;
  for (const { rows } of ordered) {
    const taken = Math.min(left, rows.length - 1);
    if (taken < 1) continue;
    rows.slice(0, taken + 1).forEach((row, place) => {
      view[row] = 1;
      if (place > 0) trainable[row] = 1;
    });
    left -= taken;
  }
  return { view, trainable };
}

/** Per event: 1 = neither its user nor its item is in any event of any source. */
function unseen(
  { item, length }: Timeline,
  { target, domain, identity, offsets }: {
    target: number;
    domain: Uint8Array;
    identity: Uint32Array;
    offsets: Uint32Array;
  },
): Uint8Array {
  const met = new Set<number>(), flags = new Uint8Array(length);
  for (const each of item) if (domain[each] !== target) met.add(identity[each]);
  for (let user = 0; user + 1 < offsets.length; user++) {
    const own = item.subarray(offsets[user], offsets[user + 1]);
    if (own.some((each) => domain[each] !== target)) continue;
    own.forEach((each, i) => flags[offsets[user] + i] = met.has(identity[each]) ? 0 : 1);
  }
  return flags;
}
