import { refusal } from "./_refusal.ts";

/** Slack for rounding: a remainder this near to 0 counts as 0. */
const SLACK = 1e-9;

/**
 * The lower triangular L (row-major) with L·Lᵀ = the correlation matrix (Cholesky; a semi-definite
 * matrix gives columns of zeros). Domain d's scores are Σ_k L[d][k] · (independent score k).
 *
 * @throws {UserError} if the matrix is not square, symmetric, 1 on the diagonal, within 0 … 1 and positive semi-definite
 */
export function correlationFactor(
  correlation: readonly (readonly number[])[],
  names: readonly string[],
): Float64Array {
  const n = names.length;
  if (correlation.length !== n || correlation.some((row) => row.length !== n)) {
    throw refusal("correlation", correlation, `${n} rows of ${n} numbers, one per domain`);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const at = `correlation[${i}][${j}]`, value = correlation[i][j];
      if (i === j && value !== 1) throw refusal(at, value, "1 on the diagonal");
      if (!(value >= 0 && value <= 1)) throw refusal(at, value, "a number from 0 to 1");
      if (value !== correlation[j][i]) {
        throw refusal(at, value, `${correlation[j][i]} as in correlation[${j}][${i}]`);
      }
    }
  }
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = correlation[i][j];
      for (let k = 0; k < j; k++) rest -= factor[i * n + k] * factor[j * n + k];
      const pivot = factor[j * n + j];
      if (i === j && rest >= -SLACK) factor[i * n + i] = rest < SLACK ? 0 : Math.sqrt(rest);
      else if (i > j && pivot > 0) factor[i * n + j] = rest / pivot;
      else if (i === j || Math.abs(rest) > SLACK) {
        throw refusal(
          "correlation",
          correlation,
          `a positive semi-definite matrix (domain "${
            names[i]
          }" cannot correlate so with those before it)`,
        );
      }
    }
  }
  return factor;
}
