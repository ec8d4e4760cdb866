import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import type { Interval } from "./percentile_interval.ts";
import { quantile } from "./_quantile.ts";

/** What an interval needs to know of an estimate beside its resamples. */
export interface ResampledEstimate {
  /** On the users as they are. */
  readonly estimate: number;
  /** Number of users that it is from. */
  readonly users: number;
  /** How its error grows with it: `acceleration()`; 0 if that is not known. */
  readonly acceleration: number;
}

/**
 * 95 % bootstrap interval, bias-corrected and accelerated (BCa), at levels expanded for few users. With
 * z₀ = Φ⁻¹(share of resamples below the estimate) and acceleration a it goes from the resample at the
 * share Φ(z₀ + (z₀ − z) / (1 − a (z₀ − z))) to that at Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z))), where
 * z = t(0.975; U − 1) · √(U / (U − 1)) for U users: with z₀ = a = 0 as wide as Student's interval.
 *
 * Resamples equal to the estimate count half, and so does one more beside them, so that z₀ is finite.
 * NaN, a resample without a value, says nothing. Null if all are, or with fewer than two users. The ends
 * are values of resamples: never beyond what a metric can be.
 *
 * Source: Efron and Tibshirani, "An introduction to the bootstrap" (1993), section 14.3; z as Hesterberg,
 * "What teachers should know about the bootstrap" (arXiv 1411.5279, 2014), whose R package resample has
 * both together. How often it holds the truth: `docs/results/statistics.md`.
 *
 * @example
 * ```ts
 * import { acceleratedInterval } from "./accelerated_interval.ts";
 * const values = Float64Array.from({ length: 1000 }, (_, b) => 1000 - b);
 * const interval = acceleratedInterval(values, { estimate: 500.5, users: 11, acceleration: 0 });
 * if (interval?.join() !== "10,991") throw new Error("not 2.228 · √1.1 standard errors");
 * ```
 */
export function acceleratedInterval(
  values: Float64Array,
  { estimate, users, acceleration }: ResampledEstimate,
): Interval {
  const sorted = values.filter((each) => !Number.isNaN(each)).sort(), number = sorted.length;
  if (users < 2 || number === 0) return null;
  // Hits of few users are often as many as they were, but for the order of the sum.
  const rounding = 1e-9 * (sorted[number - 1] - sorted[0]);
  let below = 0.5;
  for (const each of sorted) {
    if (each < estimate - rounding) below += 1;
    else if (each <= estimate + rounding) below += 0.5;
  }
  const bias = quantile((x) => normalCdf(x, 0, 1), below / (number + 1));
  const z = quantile((x) => tCdf(x, users - 1), 0.975) * Math.sqrt(users / (users - 1));
  const at = (off: number): number => {
    // An acceleration below ⅙ and a bias below 3.3 keep the divisor above 0.
    const share = normalCdf(bias + off / (1 - acceleration * off), 0, 1);
    return sorted[Math.max(1, Math.ceil(share * number)) - 1];
  };
  return [at(bias - z), at(bias + z)];
}
