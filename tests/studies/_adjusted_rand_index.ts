/**
 * How far two partitions agree, corrected for chance: 1 for the same one, 0 on average for random ones
 * with groups of these sizes. With n_ij the number of points in group i of one and j of the other, a_i
 * and b_j its sums and E = Σ C(a_i, 2) Σ C(b_j, 2) / C(n, 2):
 * (Σ C(n_ij, 2) − E) / ((Σ C(a_i, 2) + Σ C(b_j, 2)) / 2 − E).
 *
 * Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985), equation 5.
 */
export function adjustedRandIndex(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length || a.length < 2) {
    throw new RangeError(
      `Cannot compare partitions of ${a.length} and ${b.length} points: expected as many, two or more`,
    );
  }
  const pairs = (labels: Iterable<unknown>): number => {
    const counts = new Map<unknown, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    return counts.values().reduce((sum, n) => sum + n * (n - 1) / 2, 0);
  };
  const both = pairs(a.map((label, at) => `${label} ${b[at]}`)), ofA = pairs(a), ofB = pairs(b);
  const expected = ofA * ofB / (a.length * (a.length - 1) / 2), most = (ofA + ofB) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}
