import { labelKey } from "../../core/label_key.ts";
import { philox4x32 } from "../../core/philox.ts";
import { UserError } from "../../core/user_error.ts";
import type { IdHashes } from "../id_hashes.ts";
import type { OpenWorldSplit } from "../protocol.ts";
import type { Timeline } from "../timeline.ts";
import { cutSequence } from "./cut_sequence.ts";
import { eachSequence } from "./each_sequence.ts";
import { EventRole } from "./event_role.ts";
import { markRepeats } from "./mark_repeats.ts";
import type { SplitResult } from "./split_result.ts";

/**
 * The open world of two domains with few common users. A row is a user's events in one domain; rows
 * with too few events leave the task. Of every other row the last non-repeat is the test answer, the
 * one before it the validation answer. A user with two rows overlaps, and is exposed; a user with one
 * is exposed if a hash of (protocol seed, raw user) falls below the share. Only exposed rows train,
 * validate, and count in popularity; all rows are tested, with their own events as history.
 *
 * The exposed users at a lower share are among those at a higher one.
 *
 * @param split the least events of a row, and the share
 * @param from number of items and domain per item; hashes of the raw ids; the protocol's seed
 * @throws {UserError} if nobody overlaps
 *
 * @example
 * ```ts
 * import { openWorld } from "./open_world.ts";
 * // The first user has a row in each domain, the second in one.
 * const item = Uint32Array.of(0, 3, 1, 4, 2, 5, 0, 1, 2), time = Float64Array.from(item);
 * const timeline = { length: 9, offsets: Uint32Array.of(0, 6, 9), item, time };
 * const split = { kind: "open-world", minimumEvents: 3, exposed: 0 } as const;
 * const catalogue = { length: 6, domain: Uint8Array.of(0, 0, 0, 1, 1, 1) };
 * const hashes = { user: Uint32Array.of(1, 2, 3, 4), item: new Uint32Array(12) };
 * const { role } = openWorld(timeline, split, { catalogue, hashes, seed: 1 });
 * if (role.join() !== "0,0,1,1,2,2,3,3,2") throw new Error("the second was learned from");
 * ```
 */
export function openWorld(
  timeline: Timeline,
  { minimumEvents, exposed: share }: OpenWorldSplit,
  { catalogue, hashes, seed }: {
    catalogue: { readonly length: number; readonly domain: Uint8Array };
    hashes: IdHashes;
    seed: number;
  },
): SplitResult {
  const { length } = timeline, sequences = { by: "user-domain", domain: catalogue.domain } as const;
  const role = new Uint8Array(length), repeat = markRepeats(timeline, catalogue.length);
  const keptRows = new Uint32Array(timeline.offsets.length - 1); // per user
  let sequencesWithoutCases = 0;
  for (const { user, rows } of eachSequence(timeline, sequences)) {
    if (rows.length >= minimumEvents) {
      keptRows[user]++;
      if (!cutSequence(rows, { role, repeat })) sequencesWithoutCases++;
    } else for (const row of rows) role[row] = EventRole.dropped;
  }

  if (!keptRows.some((rows) => rows > 1)) {
    throw new UserError(
      `Cannot split an open world: no user has ${minimumEvents} events in both domains, ` +
        "expected some who overlap",
    );
  }
  const overlapping = new Uint8Array(length), exposed = new Uint8Array(length);
  const drawn = exposedUsers(hashes, { share, seed });
  for (let user = 0; user < keptRows.length; user++) {
    const from = timeline.offsets[user], to = timeline.offsets[user + 1];
    if (keptRows[user] > 1) overlapping.fill(1, from, to);
    if (keptRows[user] > 1 || drawn[user]) exposed.fill(1, from, to);
  }
  for (let row = 0; row < length; row++) {
    const hidden = exposed[row] === 0 &&
      (role[row] === EventRole.training || role[row] === EventRole.validation);
    if (hidden) role[row] = EventRole.between;
  }
  return {
    role,
    visible: role.map((each) => {
      if (each === EventRole.training) return 1;
      return each === EventRole.test ? 0 : 2;
    }),
    counted: exposed,
    slices: {
      overlapping,
      "single-domain": overlapping.map((each) => 1 - each),
      exposed,
      unexposed: exposed.map((each) => 1 - each),
    },
    repeats: repeat.reduce(
      (sum, each, row) => role[row] === EventRole.dropped ? sum : sum + each,
      0,
    ),
    sequencesWithoutCases,
  };
}

/** Per user: 1 = a number of 53 bits, drawn by the raw id alone, falls below the share. */
function exposedUsers(
  hashes: IdHashes,
  { share, seed }: { share: number; seed: number },
): Uint8Array {
  const [k0, k1] = labelKey(seed, "exposed"), out = new Uint32Array(4);
  return Uint8Array.from({ length: hashes.user.length / 2 }, (_, user) => {
    philox4x32(out, hashes.user[2 * user], hashes.user[2 * user + 1], 0, 0, k0, k1);
    return (out[0] * 2097152 + (out[1] >>> 11)) / 2 ** 53 < share ? 1 : 0;
  });
}
