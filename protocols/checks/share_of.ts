/** How many of how many, and the quotient. */
export interface Share {
  /** Number found. */
  readonly count: number;
  /** Number looked at. */
  readonly of: number;
  /** `count / of`; null if there was nothing to look at. */
  readonly share: number | null;
}

/**
 * Writes a share with both of its numbers: a reader wants to know whether 5 % is one of twenty.
 *
 * @param count number found
 * @param of number looked at
 *
 * @example
 * ```ts
 * import { shareOf } from "./share_of.ts";
 * if (shareOf(1, 4).share !== 0.25 || shareOf(0, 0).share !== null) throw new Error("not a share");
 * ```
 */
export function shareOf(count: number, of: number): Share {
  return { count, of, share: of === 0 ? null : count / of };
}
