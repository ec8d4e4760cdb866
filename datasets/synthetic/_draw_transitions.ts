import { RandomStream } from "../../core/random_stream.ts";
import { softmaxSums } from "./_softmax_sums.ts";
import type { TundraConfig } from "./tundra_config.ts";

/** Cluster transitions of one domain, clusters × clusters. */
export interface Transitions {
  /** P(next cluster | last cluster): float32, in which a last bit of `exp` does not show. */
  readonly probability: Float32Array;
  /** Running sums of each row, for drawing. */
  readonly sums: readonly Float64Array[];
  /** How far a link moves the theme, 0 … 1. */
  readonly shift: Float32Array;
}

/**
 * Transitions of every domain. Scores and theme shifts of two domains correlate as their tastes do:
 * equal at 1, independent at 0. A shift is the angle of two normal scores.
 */
export function drawTransitions(config: TundraConfig, factor: Float64Array): Transitions[] {
  const { seed, clusters, domains, sequence } = config, cells = clusters * clusters;
  const independent = (purpose: string) =>
    domains.map((_, k) => {
      const stream = RandomStream.from(seed, purpose, k);
      return Float64Array.from({ length: cells }, () => stream.normal());
    });
  const score = independent("transition"), x = independent("shift-x"), y = independent("shift-y");
  return domains.map((_, domain) => {
    const mix = (scores: readonly Float64Array[]) =>
      Float64Array.from({ length: cells }, (_, cell) => {
        let sum = 0;
        for (let k = 0; k <= domain; k++) {
          sum += factor[domain * domains.length + k] * scores[k][cell];
        }
        return sum;
      });
    const mixed = mix(score), mixedX = mix(x), mixedY = mix(y);
    const sums = Array.from(
      { length: clusters },
      (_, last) =>
        softmaxSums(new Float64Array(clusters), mixed, {
          from: last * clusters,
          sharpness: sequence.sharpness,
        }),
    );
    return {
      sums,
      probability: Float32Array.from({ length: cells }, (_, cell) => {
        const row = sums[Math.floor(cell / clusters)], next = cell % clusters;
        return (row[next] - (next === 0 ? 0 : row[next - 1])) / row[clusters - 1];
      }),
      shift: Float32Array.from({ length: cells }, (_, cell) => {
        const turn = Math.atan2(mixedY[cell], mixedX[cell]) / (2 * Math.PI);
        return turn < 0 ? turn + 1 : turn;
      }),
    };
  });
}
