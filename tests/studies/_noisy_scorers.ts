import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { RandomStream } from "../../core/random_stream.ts";
import { markRank } from "../../metrics/mark_rank.ts";
import { ndcg } from "../../metrics/ndcg.ts";
import { rankOf } from "../../metrics/rank.ts";

/** An exam that never was: users with one to three cases each, and exchangeable scorers. */
export interface NoisyExam {
  /** User per case, ascending. */
  readonly user: Uint32Array;
  /** 1 per case. */
  readonly headline: Uint8Array;
  /** Per scorer and case: NDCG@10 among 99 negatives, averaged over two run seeds. */
  readonly value: readonly Float64Array[];
}

const SEEDS = 2, NEGATIVES = 99, metric = ndcg(10);

/**
 * Scorers that nothing but noise tells apart. Cases of a user are alike (some users are easy, the more
 * so the more cases they have), each scorer likes each user more or less, and each seed is off by
 * itself: all that makes cases hang together and users differ.
 */
export function noisyExam(
  trial: number | string,
  { users, scorers }: { readonly users: number; readonly scorers: number },
): NoisyExam {
  const stream = RandomStream.from(1, "noisy exam", trial);
  const user: number[] = [], value = Array.from({ length: scorers }, () => new Array<number>());
  const scores = new Float32Array(NEGATIVES + 1);
  for (let u = 0; u < users; u++) {
    const cases = 1 + stream.below(3), easy = 0.3 * cases + 0.7 * stream.normal();
    const liking = value.map(() => 0.5 * stream.normal());
    for (let c = 0; c < cases; c++) {
      const clear = easy + 0.5 * stream.normal();
      user.push(u);
      for (let scorer = 0; scorer < scorers; scorer++) {
        let mean = 0;
        for (let seed = 0; seed < SEEDS; seed++) {
          scores[0] = normalCdf(clear + liking[scorer] + 0.6 * stream.normal(), 0, 1);
          for (let i = 1; i <= NEGATIVES; i++) scores[i] = stream.uint32() / 4294967296;
          mean += markRank(metric, rankOf(scores, 0)).value / SEEDS;
        }
        value[scorer].push(mean);
      }
    }
  }
  return {
    user: Uint32Array.from(user),
    headline: new Uint8Array(user.length).fill(1),
    value: value.map((each) => Float64Array.from(each)),
  };
}
