import type { World } from "./_draw_world.ts";

/** Who a user is, apart from what the user does. */
export interface UserSelf {
  /** Group. */
  readonly group: number;
  /** Bit d = noisy in domain d. */
  readonly noisy: number;
  /** User factor of the propensity. */
  readonly propensity: number;
  /** Standard normal scores, domains × clusters. */
  readonly taste: Float32Array;
}

/**
 * Draws a user's group, flags and tastes. Scores are Σ_k L[d][k] · (√w · group score k + √(1 − w) ·
 * own score k): standard normal, with the planted correlation between domains, cluster by cluster.
 */
export function drawSelf({ config, factor, groupScores, streams }: World, user: number): UserSelf {
  const { clusters, domains, exposure } = config, count = domains.length;
  const stream = streams.of(user, "self");
  const group = stream.below(config.groups);
  let noisy = 0;
  domains.forEach(({ noise }, d) => noisy |= stream.float() < noise.userShare ? 1 << d : 0);
  const factorDraw = stream.float();
  const ofGroup = Math.sqrt(config.taste.groupWeight);
  const own = Math.sqrt(1 - config.taste.groupWeight);
  const independent = Float64Array.from(
    groupScores[group],
    (score) => ofGroup * score + own * stream.normal(),
  );
  const taste = new Float32Array(count * clusters);
  for (let d = 0; d < count; d++) {
    for (let c = 0; c < clusters; c++) {
      let score = 0;
      for (let k = 0; k <= d; k++) score += factor[d * count + k] * independent[k * clusters + c];
      taste[d * clusters + c] = score;
    }
  }
  return {
    group,
    noisy,
    propensity: exposure === null ? 1 : exposure.userLow + (1 - exposure.userLow) * factorDraw,
    taste,
  };
}
