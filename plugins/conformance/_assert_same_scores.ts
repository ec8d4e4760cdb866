import { AssertionError } from "@std/assert";

/**
 * Asserts that the scores of each query are equal: both NaN, or |Δ| ≤ 1e-5 · max(1, |s|) (DESIGN §4,
 * rule 7).
 *
 * @throws {AssertionError} with the first query that differs
 */
export function assertSameScores(
  actual: readonly Float32Array[],
  expected: readonly Float32Array[],
): void {
  expected.forEach((scores, q) => {
    const i = scores.findIndex((score, i) => !isClose(actual[q][i], score));
    if (i >= 0 || actual[q].length !== scores.length) {
      throw new AssertionError(
        `Scores of query ${q} differ: candidate ${i} has ${actual[q][i]}, expected ${scores[i]}`,
      );
    }
  });
}

function isClose(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b));
}
