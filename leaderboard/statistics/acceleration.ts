/** Some users with cases, and how far a mean over these is moved by them. */
export interface MeanPart {
  /** User per row, ascending. */
  readonly user: Uint32Array;
  /** Cases per row. */
  readonly cases: Float64Array;
  /** Per row: the sum of a metric over its cases. */
  readonly sums: Float64Array;
  /** The mean over cases that these are held against. */
  readonly mean: number;
  /** What a case of them weighs, up to a factor that all parts share. */
  readonly weight: number;
}

/**
 * Acceleration of a mean over cases, or of a weighted sum of such means over the cases of one set of
 * users: a = Σ l³ / (6 (Σ l²)^1.5), a sixth of the skewness of the users' influences over their root
 * number. A user's influence is l = Σ weight · (s − mean · c) over the parts with c cases of it, of sum s.
 * 0 where users are all alike; always below ⅙ either way.
 *
 * Source: Efron and Tibshirani, "An introduction to the bootstrap" (1993), section 14.3, with derivatives
 * in place of the jackknife's differences, which would leave out one user at a time.
 *
 * @param users number of users that rows may be of
 *
 * @example
 * ```ts
 * import { acceleration } from "./acceleration.ts";
 * const part = { user: Uint32Array.of(0, 1, 2), cases: Float64Array.of(1, 1, 1), weight: 1 };
 * const a = acceleration([{ ...part, sums: Float64Array.of(0, 0, 3), mean: 1 }], 3);
 * if (Math.abs(a - 6 / (6 * 6 ** 1.5)) > 1e-15) throw new Error("not of -1, -1 and 2");
 * ```
 */
export function acceleration(parts: readonly MeanPart[], users: number): number {
  const influence = new Float64Array(users);
  for (const { user, cases, sums, mean, weight } of parts) {
    for (let row = 0; row < user.length; row++) {
      influence[user[row]] += weight * (sums[row] - mean * cases[row]);
    }
  }
  let squares = 0, cubes = 0;
  for (const each of influence) {
    squares += each * each;
    cubes += each * each * each;
  }
  return squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0;
}
