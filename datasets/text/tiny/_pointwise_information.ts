/** A symmetric matrix by its rows, without its zeros; columns of a row ascend. */
export interface SparseMatrix {
  /** Where each row begins, and the end of the last. */
  readonly offsets: Uint32Array;
  /** Column of each number. */
  readonly column: Uint32Array;
  /** The numbers. */
  readonly value: Float64Array;
}

/**
 * Positive pointwise mutual information of the words of some documents,
 *
 *     M_ab = max(0, ln(N · n_ab / (n_a · n_b))),
 *
 * where n_ab counts the pairs of two places of one document that hold a and b, n_a = Σ_b n_ab and
 * N = Σ_a n_a (Church & Hanks 1990; Levy & Goldberg 2014, §3.1). Words are in order of appearance.
 */
export function pointwiseInformation(
  documents: readonly (readonly string[])[],
): { words: string[]; matrix: SparseMatrix } {
  const index = new Map<string, number>(), counts: Map<number, number>[] = [];
  for (const document of documents) {
    const at = document.map((word) => {
      const known = index.get(word);
      if (known !== undefined) return known;
      counts.push(new Map());
      index.set(word, index.size);
      return index.size - 1;
    });
    at.forEach((a, i) =>
      at.forEach((b, j) => {
        if (i !== j) counts[a].set(b, (counts[a].get(b) ?? 0) + 1);
      })
    );
  }
  const margin = counts.map((row) => row.values().reduce((sum, each) => sum + each, 0));
  const total = margin.reduce((sum, each) => sum + each, 0);
  const rows = counts.map((row, a) =>
    [...row]
      .map(([b, count]): [number, number] => [b, Math.log(total * count / (margin[a] * margin[b]))])
      .filter(([, value]) => value > 0)
      .sort(([a], [b]) => a - b)
  );
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, a) => offsets[a + 1] = offsets[a] + row.length);
  const entries = rows.flat();
  return {
    words: [...index.keys()],
    matrix: {
      offsets,
      column: Uint32Array.from(entries, ([column]) => column),
      value: Float64Array.from(entries, ([, value]) => value),
    },
  };
}
