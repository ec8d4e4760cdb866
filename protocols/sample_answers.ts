import { labelKey } from "../core/label_key.ts";
import { philox4x32 } from "../core/philox.ts";
import type { IdHashes } from "./id_hashes.ts";
import type { Timeline } from "./timeline.ts";

/**
 * At most `most` of some answers, chosen by a hash of (protocol seed, raw user, raw item), in the
 * order they came: whether one is chosen does not hang on row order or on indices.
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
