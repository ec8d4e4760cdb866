import type { RandomStream } from "../../../core/random_stream.ts";
import type { SparseMatrix } from "./_pointwise_information.ts";

/** More directions than are wanted, so that the last wanted ones settle (Halko et al. 2011, §4.5). */
const OVERSAMPLING = 16;
/** Passes over the matrix: with 40 instead no language pair meets more than 0.005 more often. */
const PASSES = 12;

/**
 * Word vectors W of `size` numbers each, row by row, from a symmetric matrix M ≈ W Wᵀ: W = U √Λ with
 * the largest positive eigenvalues Λ of M (Levy, Goldberg & Dagan 2015, eq. 6 with p = ½), found by
 * subspace iteration from `stream`. Their norms are divided by the median norm.
 */
export function wordVectors(
  matrix: SparseMatrix,
  { size, stream }: { readonly size: number; readonly stream: RandomStream },
): Float64Array {
  const rows = matrix.offsets.length - 1, wide = Math.min(rows, size + OVERSAMPLING);
  let basis: Float64Array[] = Array.from(
    { length: wide },
    () => Float64Array.from({ length: rows }, () => stream.normal()),
  );
  orthonormalise(basis);
  for (let pass = 0; pass < PASSES; pass++) {
    basis = basis.map((column) => multiply(matrix, column));
    orthonormalise(basis);
  }
  // Rayleigh–Ritz: the eigenvalues of the small matrix are those of M within the subspace.
  const image = basis.map((column) => multiply(matrix, column));
  const small = basis.map((a) => Float64Array.from(image, (b) => dot(a, b)));
  const { values, vectors } = jacobi(small);
  const order = values.map((_, i) => i).filter((i) => values[i] > 0)
    .sort((a, b) => values[b] - values[a]).slice(0, size);
  const found = new Float64Array(rows * size);
  order.forEach((pick, k) => {
    const root = Math.sqrt(values[pick]), column = new Float64Array(rows);
    basis.forEach((each, j) => {
      const weight = vectors[j][pick];
      for (let row = 0; row < rows; row++) column[row] += weight * each[row];
    });
    // The sign of an eigenvector is free: its largest part is made positive.
    const largest = column.reduce((most, each) => Math.abs(each) > Math.abs(most) ? each : most, 0);
    for (let row = 0; row < rows; row++) {
      found[row * size + k] = (largest < 0 ? -root : root) * column[row];
    }
  });
  const norms = Float64Array.from({ length: rows }, (_, row) => {
    const vector = found.subarray(row * size, (row + 1) * size);
    return Math.sqrt(dot(vector, vector));
  }).sort();
  const median = norms[rows >> 1];
  return found.map((each) => each / median);
}

function multiply({ offsets, column, value }: SparseMatrix, vector: Float64Array): Float64Array {
  return vector.map((_, row) => {
    let sum = 0;
    for (let at = offsets[row]; at < offsets[row + 1]; at++) sum += value[at] * vector[column[at]];
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * Gram–Schmidt, each column against those before it, in place. Twice: of a column that lies almost
 * within the others, the first time leaves rounding errors that do not stand upright.
 */
function orthonormalise(columns: readonly Float64Array[]): void {
  columns.forEach((column, j) => {
    for (const before of [...columns.slice(0, j), ...columns.slice(0, j)]) {
      const weight = dot(before, column);
      for (let row = 0; row < column.length; row++) column[row] -= weight * before[row];
    }
    const norm = Math.sqrt(dot(column, column));
    if (norm > 0) { for (let row = 0; row < column.length; row++) column[row] /= norm; }
  });
}

/** Eigenvalues and eigenvectors (as columns) of a small symmetric matrix, by cyclic rotations. */
function jacobi(
  symmetric: readonly Float64Array[],
): { values: number[]; vectors: Float64Array[] } {
  const size = symmetric.length, a = symmetric.map((row) => row.slice());
  const vectors = a.map((row, i) => row.map((_, j) => i === j ? 1 : 0));
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1), s = t * c;
        for (let k = 0; k < size; k++) {
          const left = a[k][p], right = a[k][q];
          a[k][p] = c * left - s * right;
          a[k][q] = s * left + c * right;
        }
        for (let k = 0; k < size; k++) {
          const left = a[p][k], right = a[q][k];
          a[p][k] = c * left - s * right;
          a[q][k] = s * left + c * right;
          const first = vectors[k][p], second = vectors[k][q];
          vectors[k][p] = c * first - s * second;
          vectors[k][q] = s * first + c * second;
        }
      }
    }
  }
  return { values: a.map((row, i) => row[i]), vectors };
}
