import { sampleCorrelation } from "simple-statistics";

/**
 * How far scores moved: the mean over cases of 1 − r, r Pearson's correlation of a case's scores before
 * and after; 0 if each case's moved together, 1 if they have nothing in common.
 *
 * @throws {RangeError} if there are other cases after
 */
export function movedScores(
  before: readonly Float32Array[],
  after: readonly Float32Array[],
): number {
  if (before.length !== after.length || before.length === 0) {
    throw new RangeError(
      `Cannot compare scores of ${after.length} cases, expected ${before.length}, at least 1`,
    );
  }
  const moved = before.map((scores, at) => 1 - sampleCorrelation([...scores], [...after[at]]));
  return moved.reduce((sum, each) => sum + each, 0) / moved.length;
}
