import { RandomStream } from "../../core/random_stream.ts";
import type { RatedPairs } from "../../methods/amid/estimators.ts";

/** One domain of which everything is known: all errors, and how likely each pair is to be observed. */
export interface RatedDomain {
  /** e per pair, 0 … 1. */
  readonly error: Float64Array;
  /** p per pair. */
  readonly propensity: Float64Array;
}

/** What a model says of the pairs of a domain: ê and p̂. */
export type Guess = Pick<RatedPairs, "imputed" | "propensity">;

/**
 * A domain in which users are shown what they like, and models are right about what they like: pairs of
 * small error are observed most.
 */
export function ratedDomain(
  seed: number,
  { users, items, shift }: { users: number; items: number; shift: number },
): RatedDomain {
  const random = RandomStream.from(seed, "rated domain", users, items);
  const error = new Float64Array(users * items), propensity = new Float64Array(users * items);
  for (let user = 0, pair = 0; user < users; user++) {
    const activity = 0.3 + 0.7 * random.float();
    for (let item = 0; item < items; item++, pair++) {
      error[pair] = shift + (1 - shift) * random.float() ** 2;
      propensity[pair] = 0.05 + 0.55 * activity * (1 - error[pair]) ** 2;
    }
  }
  return { error, propensity };
}

/** How a guess can be made of the truth. */
export type Recipe = "true" | "wrong" | "noisy";

/**
 * ê and p̂ of a domain: `true` as they are; `wrong`: ê of another pair, p̂ the same for all; `noisy`:
 * off by a factor of its own per pair, ê inside 0 … 2e, p̂ inside 0.05 … 1.
 */
export function guess(
  { error, propensity }: RatedDomain,
  { seed, imputed, scored }: { seed: number; imputed: Recipe; scored: Recipe },
): Guess {
  const random = RandomStream.from(seed, "guess", imputed, scored);
  const mean = propensity.reduce((sum, each) => sum + each, 0) / propensity.length;
  const noisy = (value: number) => value * Math.exp(0.4 * random.normal());
  const errors = {
    true: () => error,
    wrong: () => random.shuffle(error.slice()),
    noisy: () => error.map((each) => Math.min(2 * each, noisy(each))),
  };
  const scores = {
    true: () => propensity,
    wrong: () => propensity.map(() => mean),
    noisy: () => propensity.map((each) => Math.min(1, Math.max(0.05, noisy(each)))),
  };
  return { imputed: errors[imputed](), propensity: scores[scored]() };
}

/** One draw of which pairs are observed. */
export function observe({ propensity }: RatedDomain, random: RandomStream): Uint8Array {
  return Uint8Array.from(propensity, (p) => random.float() < p ? 1 : 0);
}
