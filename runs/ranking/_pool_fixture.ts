import { RandomStream } from "../../core/random_stream.ts";
import type { PoolQuestion } from "./pool_question.ts";
import { NO_ITEM, type PoolRank } from "./pool_rank.ts";

/** A small pool and what is asked of it. */
export interface PoolCase {
  /** A name per position, in no order. */
  readonly names: Uint32Array;
  readonly questions: readonly PoolQuestion[];
  /** Size of vectors. */
  readonly size: number;
  readonly seed: number;
}

/** A case of some sizes: histories are anything from nothing to all but the answer. */
export function drawPoolCase(
  { pool, queries, size, seed }: { pool: number; queries: number; size: number; seed: number },
): PoolCase {
  const stream = RandomStream.from(seed, "pool");
  const names = stream.shuffle(Uint32Array.from({ length: pool }, (_, i) => 3 * i));
  const questions = Array.from({ length: queries }, () => {
    const target = stream.below(pool), share = stream.below(5);
    const skip = [...names.keys()].filter((at) => at !== target && stream.below(4) < share);
    return { target, skip };
  });
  return { names, questions, size, seed };
}

/** Whole numbers from −2 to 2, so that many are the same, and `nan` of 8 of them NaN. */
export function wholeNumbers(seed: number, count: number, nan = 0): Float32Array {
  const stream = RandomStream.from(seed, "numbers", count);
  return Float32Array.from(
    { length: count },
    () => stream.below(8) < nan ? NaN : stream.below(5) - 2,
  );
}

/** What a ranking is, by the rules' words and nothing else: every ranked candidate in one list. */
export function bruteRank(
  scores: Float32Array,
  { names, question: { target, skip } }: { names: Uint32Array; question: PoolQuestion },
): PoolRank {
  const ranked = [...names.keys()].filter((at) => !skip.includes(at));
  let greater = 0, tied = 0, unscored = 0;
  for (const at of ranked) {
    const [own, other] = [scores[target], scores[at]];
    if (Number.isNaN(other)) unscored++;
    if (Number.isNaN(own) ? !Number.isNaN(other) : other > own) greater++;
    if (other === own || (Number.isNaN(own) && Number.isNaN(other))) tied++;
  }
  const best = ranked.filter((at) => !Number.isNaN(scores[at]))
    .sort((a, b) => scores[b] - scores[a] || names[a] - names[b]);
  const top = Uint32Array.from(
    { length: 20 },
    (_, i) => i < best.length ? names[best[i]] : NO_ITEM,
  );
  return { greater, tied, ranked: ranked.length, unscored, top };
}
