/**
 * The cut-off k = max(1, ⌊K% · N⌋) among N ranked candidates: K% is 0.04 % = 1/2,500 from 20,000 on,
 * else 0.5 % = 1/200. A division, since 0.0004 · N may fall short of a whole number.
 *
 * @throws {RangeError} if N is no whole number from 1
 */
export function shareCut(ranked: number): number {
  if (!Number.isSafeInteger(ranked) || ranked < 1) {
    throw new RangeError(
      `Cannot cut a ranking at a share of ${ranked} candidates: expected a whole number from 1`,
    );
  }
  return Math.max(1, Math.floor(ranked / (ranked >= 20000 ? 2500 : 200)));
}
