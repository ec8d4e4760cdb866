/**
 * The standard error of a mean over values that hang together in clusters, by one or two columns that
 * name each value's cluster: what cases of one user share, and cases of one answer. With one,
 * V = (C / (C − 1)) Σ_c (Σ_{i in c} (x_i − x̄))² / n²; with two, V of the first + V of the second − V of
 * their intersection. Never below the error of independent values.
 *
 * Source: Liang and Zeger, "Longitudinal data analysis using generalized linear models" (Biometrika
 * 73(1), 1986); two ways as Cameron, Gelbach and Miller, "Robust inference with multiway clustering"
 * (Journal of Business & Economic Statistics 29(2), 2011).
 *
 * @param clusters number of a cluster per value, 0 … 2³² − 1, a column for each of the one or two ways
 * @throws {RangeError} if there are fewer than two values, or a column has another length
 *
 * @example
 * ```ts
 * import { clusteredError } from "./clustered_error.ts";
 * const values = Float64Array.of(1, 1, 0, 0), pairs = Uint32Array.of(7, 7, 8, 8);
 * const alone = clusteredError(values, [Uint32Array.of(1, 2, 3, 4)]);
 * if (Math.abs(alone - Math.sqrt(1 / 12)) > 1e-15) throw new Error("not s / √n");
 * if (Math.abs(clusteredError(values, [pairs]) - 0.5) > 1e-15) throw new Error("not that of two");
 * ```
 */
export function clusteredError(
  values: Float64Array,
  clusters: readonly [Uint32Array] | readonly [Uint32Array, Uint32Array],
): number {
  const n = values.length, [one, two] = clusters;
  if (n < 2 || clusters.some(({ length }) => length !== n)) {
    const columns = clusters.map(({ length }) => length).join(" and ");
    throw new RangeError(
      `Cannot take the error of ${n} values in clusters of ${columns}: expected 2 or more, as many`,
    );
  }
  let mean = 0;
  for (const value of values) mean += value / n;
  const variance = (key: (i: number) => number) => {
    const sums = new Map<number, number>();
    for (let i = 0; i < n; i++) sums.set(key(i), (sums.get(key(i)) ?? 0) + values[i] - mean);
    let squares = 0;
    for (const sum of sums.values()) squares += sum * sum;
    return sums.size < 2 ? 0 : squares * sums.size / (sums.size - 1) / n / n;
  };
  const alone = variance((i) => i), first = variance((i) => one[i]);
  if (!two) return Math.sqrt(Math.max(alone, first));
  const places = new Map<number, number>(); // of the second column's names, so that pairs are exact
  for (const each of two) if (!places.has(each)) places.set(each, places.size);
  const both = variance((i) => one[i] * places.size + (places.get(two[i]) ?? 0));
  const second = variance((i) => two[i]);
  return Math.sqrt(Math.max(alone, first, second, first + second - both));
}
