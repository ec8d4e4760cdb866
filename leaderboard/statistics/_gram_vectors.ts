/**
 * The orthonormal discrete Chebyshev (Gram) polynomials of degrees 0 … m on the points 0 … m, as rows
 * of (m + 1)²: the eigenvectors of B(x)·(y(x+1) − y(x)) + D(x)·(y(x−1) − y(x)) = −d(d+1)·y(x) with
 * B(x) = (x+1)(m−x) and D(x) = x(m+1−x).
 *
 * The recurrence in the degree loses all digits from degree 2√m on. The one in x, which this takes from
 * the end to the middle, where high degrees grow, does not; the other half is its mirror image.
 */
export function gramVectors(m: number): Float64Array {
  const vectors = new Float64Array((m + 1) * (m + 1)), middle = m >> 1;
  for (let degree = 0; degree <= m; degree++) {
    const y = vectors.subarray(degree * (m + 1), (degree + 1) * (m + 1));
    const eigenvalue = degree * (degree + 1), parity = degree % 2 === 0 ? 1 : -1;
    y[0] = 1;
    for (let x = 0; x < middle; x++) {
      const down = x === 0 ? 0 : x * (m + 1 - x) * (y[x] - y[x - 1]);
      y[x + 1] = y[x] + (down - eigenvalue * y[x]) / ((x + 1) * (m - x));
      // The highest degree grows like the binomial coefficients of m.
      if (Math.abs(y[x + 1]) > 1e100) scale(y.subarray(0, x + 2), 1e-100);
    }
    for (let x = 0; x <= middle; x++) y[m - x] = parity * y[x];
    let squares = 0;
    for (const each of y) squares += each * each;
    scale(y, 1 / Math.sqrt(squares));
  }
  return vectors;
}

function scale(values: Float64Array, by: number): void {
  for (let i = 0; i < values.length; i++) values[i] *= by;
}
