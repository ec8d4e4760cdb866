import type { Outcomes } from "../schema/outcomes.ts";

/** What is smaller is the rounding of sums: metrics lie between 0 and 1, give or take a few digits. */
const SMALLEST = 1e-12;

/**
 * Per user with headline cases, in ascending order: the mean over these of the difference between two
 * rows. Users are what was drawn independently; the cases of one hang together.
 *
 * Rounded to 12 decimals, so that what should be 0, or equal, is.
 *
 * @param value of each row and case, averaged over its run seeds
 *
 * @example
 * ```ts
 * import { userDifferences } from "./user_differences.ts";
 * const cases = { user: new Uint32Array([9, 4, 9]), headline: new Uint8Array([1, 1, 1]) };
 * const value = { a: new Float64Array([1, 0.5, 0]), b: new Float64Array([0, 0.25, 0.5]) };
 * if (userDifferences(cases, value).join() !== "0.25,0.25") throw new Error("not a mean per user");
 * ```
 */
export function userDifferences(
  { user, headline }: Pick<Outcomes, "user" | "headline">,
  { a, b }: Readonly<Record<"a" | "b", Float64Array>>,
): Float64Array {
  const sums = new Map<number, { sum: number; cases: number }>();
  for (let at = 0; at < user.length; at++) {
    if (!headline[at]) continue;
    const found = sums.get(user[at]) ?? { sum: 0, cases: 0 };
    found.sum += a[at] - b[at];
    found.cases++;
    sums.set(user[at], found);
  }
  return Float64Array.from(
    [...sums.keys()].sort((a, b) => a - b),
    (each) => {
      const { sum, cases } = sums.get(each) ?? { sum: NaN, cases: 1 };
      return Math.round(sum / cases / SMALLEST) * SMALLEST;
    },
  );
}
