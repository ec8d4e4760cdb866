/** The pairs of a user and an item of one domain, D, with what a model says of each. */
export interface RatedPairs {
  /** e: how wrong the prediction is. Of a pair that is not observed nobody knows it. */
  readonly error: ArrayLike<number>;
  /** ê: how wrong the imputation model says it is. */
  readonly imputed: ArrayLike<number>;
  /** p̂: how likely the propensity model says the pair is to be observed. */
  readonly propensity: ArrayLike<number>;
  /** o: 1 for a pair that is observed, else 0. */
  readonly observed: ArrayLike<number>;
}

/**
 * What AMID can take for the prediction inaccuracy P of a domain, the mean of e over D (equation 8),
 * when e is known of the observed pairs O alone:
 *
 * - `naive`: the mean of e over O;
 * - `ips`: the mean over D of o e / p̂ (inverse propensity scores);
 * - `doubly-robust`: the mean over D of ê + o (e − ê) / p̂ (equation 9).
 *
 * Over several domains the paper takes the mean of these. The method's losses are the same formulas
 * on the device, over a sample of D.
 *
 * Source: Xu et al., "Rethinking cross-domain sequential recommendation under open-world assumptions"
 * (WWW 2024), §4.3.
 *
 * @example
 * ```ts
 * import { estimators } from "./estimators.ts";
 * const pairs = { error: [0.2, 0.6], imputed: [0.3, 0.5], propensity: [0.5, 1], observed: [1, 0] };
 * // (0.3 − 0.1 / 0.5 + 0.5) / 2
 * const inaccuracy = estimators["doubly-robust"](pairs);
 * if (Math.abs(inaccuracy - 0.3) > 1e-12) throw new Error("not equation 9");
 * ```
 */
export const estimators: Readonly<
  Record<"naive" | "ips" | "doubly-robust", (pairs: RatedPairs) => number>
> = {
  naive({ error, observed }) {
    let sum = 0, count = 0;
    for (let pair = 0; pair < error.length; pair++) {
      if (observed[pair] === 0) continue;
      sum += error[pair];
      count++;
    }
    return sum / count;
  },

  ips({ error, propensity, observed }) {
    let sum = 0;
    for (let pair = 0; pair < error.length; pair++) {
      if (observed[pair] !== 0) sum += error[pair] / propensity[pair];
    }
    return sum / error.length;
  },

  "doubly-robust"({ error, imputed, propensity, observed }) {
    let sum = 0;
    for (let pair = 0; pair < error.length; pair++) {
      sum += imputed[pair];
      if (observed[pair] !== 0) sum += (error[pair] - imputed[pair]) / propensity[pair];
    }
    return sum / error.length;
  },
};
