import { RandomStream } from "../../core/random_stream.ts";
import { estimators, type RatedPairs } from "../../methods/amid/estimators.ts";
import { observe } from "./_rated_world.ts";
import type { GuessedDomain } from "./_tail_bound.ts";

/** An estimator's name. */
export type Estimator = keyof typeof estimators;

/** What an estimator gave over many draws of what is observed. */
export interface Trials {
  /** Its value per draw, the mean over domains. */
  readonly values: Float64Array;
  /** Mean over the draws − P. */
  readonly bias: number;
  /** Standard error of that. */
  readonly error: number;
  /** √ of the mean square of value − P. */
  readonly rmse: number;
}

/** P: the mean error over all pairs of a domain, and over domains (equation 8). */
export function inaccuracy(domains: readonly GuessedDomain[]): number {
  return mean(domains.map(({ domain: { error } }) => mean(error)));
}

/** The same draws for every estimator. */
export function trials(
  domains: readonly GuessedDomain[],
  { draws, seed }: { draws: number; seed: number },
): Record<Estimator, Trials> {
  const random = RandomStream.from(seed, "observed");
  const values = (): Float64Array => new Float64Array(draws);
  const found = { naive: values(), ips: values(), "doubly-robust": values() };
  for (let draw = 0; draw < draws; draw++) {
    const pairs = domains.map(({ domain, guess }): RatedPairs => {
      return { error: domain.error, ...guess, observed: observe(domain, random) };
    });
    found.naive[draw] = mean(pairs.map(estimators.naive));
    found.ips[draw] = mean(pairs.map(estimators.ips));
    found["doubly-robust"][draw] = mean(pairs.map(estimators["doubly-robust"]));
  }
  const truth = inaccuracy(domains);
  return {
    naive: summary(found.naive, truth),
    ips: summary(found.ips, truth),
    "doubly-robust": summary(found["doubly-robust"], truth),
  };
}

/** Share of the draws that are further from the mean of all than a bound. */
export function shareBeyond({ values }: Trials, bound: number): number {
  const centre = mean(values);
  return values.filter((value) => Math.abs(value - centre) > bound).length / values.length;
}

/**
 * Lemma 4.1: Δ δ summed over a domain's pairs, by domain, each over |D|. The bias is minus their mean
 * (equation 22); the mean of their absolute values (equations 17 and 23) is an upper bound of its size.
 */
export function predictedBias(domains: readonly GuessedDomain[]): Float64Array {
  return Float64Array.from(domains, ({ domain, guess }) => {
    let sum = 0;
    for (let pair = 0; pair < domain.error.length; pair++) {
      const scored = guess.propensity[pair];
      sum += (scored - domain.propensity[pair]) / scored *
        (domain.error[pair] - guess.imputed[pair]);
    }
    return sum / domain.error.length;
  });
}

function summary(values: Float64Array, truth: number): Trials {
  const bias = mean(values) - truth;
  const variance = mean(values.map((value) => (value - truth - bias) ** 2));
  return {
    values,
    bias,
    error: Math.sqrt(variance / values.length),
    rmse: Math.sqrt(variance + bias ** 2),
  };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
