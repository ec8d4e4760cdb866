import { labelKey } from "../core/label_key.ts";
import { philox4x32 } from "../core/philox.ts";
import type { IdHashes } from "./id_hashes.ts";
import type { Timeline } from "./timeline.ts";

/**
 * At most `most` of some answers, chosen by a hash of (protocol seed, raw user, raw item), in the
 * order they came: whether one is chosen does not hang on row order or on indices.
 *
 * @param answers timeline rows
 * @param from `userOf`: canonical user of a row; `seed`: the protocol's; `most`: number wanted
 *
 * @example
 * ```ts
 * import { sampleAnswers } from "./sample_answers.ts";
 * const item = Uint32Array.of(0, 1, 2), time = Float64Array.of(1, 2, 3);
 * const timeline = { length: 3, offsets: Uint32Array.of(0, 3), item, time };
 * const hashes = { user: Uint32Array.of(1, 2), item: Uint32Array.of(3, 4, 5, 6, 7, 8) };
 * const from = { timeline, hashes, userOf: () => 0, seed: 1, most: 2 };
 * const chosen = sampleAnswers([0, 1, 2], from);
 * if (chosen.length !== 2 || chosen[0] > chosen[1]) throw new Error("not two in their order");
 * ```
 */
export function sampleAnswers(answers: readonly number[], from: {
  readonly timeline: Timeline;
  readonly hashes: IdHashes;
  readonly userOf: (row: number) => number;
  readonly seed: number;
  readonly most: number;
}): readonly number[] {
  const { hashes, timeline, userOf, most } = from;
  if (answers.length <= most) return answers;
  const [k0, k1] = labelKey(from.seed, "validation"), out = new Uint32Array(4);
  const rank = Float64Array.from(answers, (row) => {
    const u = 2 * userOf(row), i = 2 * timeline.item[row];
    const { user, item } = hashes;
    philox4x32(out, user[u], user[u + 1], item[i], item[i + 1], k0, k1);
    return out[0] * 2097152 + (out[1] >>> 11);
  });
  const limit = rank.slice().sort()[most];
  return answers.filter((_, i) => rank[i] < limit);
}
