import type { Guess, RatedDomain } from "./_rated_world.ts";

/** A domain and what is said of it; IPS is the doubly robust estimator whose ê is 0. */
export interface GuessedDomain {
  readonly domain: RatedDomain;
  readonly guess: Guess;
}

/** Per domain: number of pairs, and the sum over them of (δ / p̂)². */
function squares({ domain: { error }, guess: { imputed, propensity } }: GuessedDomain) {
  let sum = 0;
  for (let pair = 0; pair < error.length; pair++) {
    sum += ((error[pair] - imputed[pair]) / propensity[pair]) ** 2;
  }
  return { pairs: error.length, sum };
}

/**
 * What the estimate is nearer to its expectation than, with probability 1 − η. The estimate is a sum of
 * independent χ / (|Z| |D|), each inside an interval of length |δ / p̂| / (|Z| |D|), so that Hoeffding's
 * inequality gives √(log(2/η) / 2 · Σ over Z of Σ over D of (δ / p̂)² / (|Z| |D|)²).
 */
export function tailBound(domains: readonly GuessedDomain[], eta: number): number {
  let sum = 0;
  for (const { pairs, sum: own } of domains.map(squares)) {
    sum += own / (domains.length * pairs) ** 2;
  }
  return Math.sqrt(Math.log(2 / eta) / 2 * sum);
}

/**
 * The same as the paper prints it (equation 12): its equation 39 puts N² into the exponent of a sum of
 * N terms, which holds for their mean, and the terms in 41 are not those of the mean in 40.
 */
export function printedTailBound(domains: readonly GuessedDomain[], eta: number): number {
  let sum = 0, all = 0;
  for (const { pairs, sum: own } of domains.map(squares)) {
    sum += own / pairs;
    all += pairs;
  }
  return Math.sqrt(Math.log(2 / eta) / (2 * domains.length * all ** 2) * sum);
}
