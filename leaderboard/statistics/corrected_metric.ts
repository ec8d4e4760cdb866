import type { RankMetric } from "../../metrics/metric.ts";
import type { Rank } from "../../metrics/rank.ts";
import { gramVectors } from "./_gram_vectors.ts";
import { posteriorMean } from "./_posterior_mean.ts";
import type { SampledDraw } from "./sampled_draw.ts";

/** Two estimates of what a metric is under full ranking, from a rank among sampled candidates. */
export interface CorrectedMark {
  /** The metric at the unbiased estimate of the full rank. */
  readonly rankBased: number;
  /** The least-squares estimate. It may lie outside 0 … 1: single cases mean nothing, only their mean. */
  readonly biasVariance: number;
}

/** Weight of the estimate's variance against its squared bias, as in the paper's experiments. */
const GAMMA = 0.01;

/**
 * Estimates a metric under full ranking from ranks among m negatives, drawn out of the N items other
 * than the target. With i of them above the target, whose full rank is K + 1:
 *
 * - rank-based: f(1 + N·i / m). The rank is unbiased, as E[i | K] = m·K / N; the metric at it is not.
 * - bias–variance: the x(0 … m) that minimises the mean over all K = 0 … N of
 *   (E[x | K] − f(K+1))² + γ·Var[x | K], with γ = 0.01.
 *
 * Source: Krichene and Rendle, "On sampled metrics for item recommendation" (KDD 2020), sections 5.1 and
 * 5.3. There negatives are drawn with replacement and i is binomial; here they are drawn without, so i
 * is hypergeometric, P(i | K) = C(K, i)·C(N−K, m−i) / C(N, m), and N and m may differ by case.
 *
 * The minimum is ((1−γ)·AᵀA + γ·diag c)·x = Aᵀb in the paper's letters. Under the uniform prior c is
 * 1/(m+1) and (m+1)·AᵀA has the Gram polynomials on 0 … m for eigenvectors, whatever N, and the
 * eigenvalues σ²(d) = Π (m−j)(N+2+j) / ((N−j)(m+2+j)) over j < d: so a pair (N, m) costs a product and
 * no system of equations. Tables are kept per pair.
 *
 * @example
 * ```ts
 * import { hitRate } from "../../metrics/hit_rate.ts";
 * import { CorrectedMetric } from "./corrected_metric.ts";
 * const metric = new CorrectedMetric(hitRate(10)), rank = { greater: 1, tied: 1 };
 * const all = metric.at(rank, { others: 50, drawn: 50 });
 * if (Math.abs(all.biasVariance - 1) > 1e-9) throw new Error("corrected what was not sampled");
 * if (metric.at(rank, { others: 500, drawn: 50 }).rankBased !== 0) throw new Error("rank 11 in 10");
 * ```
 */
export class CorrectedMetric {
  readonly #metric: RankMetric;
  readonly #tables = new Map<string, Readonly<Record<keyof CorrectedMark, Float64Array>>>();

  constructor(metric: RankMetric) {
    this.#metric = metric;
  }

  /**
   * The estimates of one case; under ties their mean over the ranks of the tie block, as of any metric.
   *
   * @throws {RangeError} if the draw or the rank is not possible
   */
  at({ greater, tied }: Pick<Rank, "greater" | "tied">, draw: SampledDraw): CorrectedMark {
    const { rankBased, biasVariance } = this.#table(draw);
    if (!(greater >= 0 && tied >= 1 && greater + tied <= draw.drawn + 1)) {
      throw new RangeError(
        `Cannot correct rank ${greater} + ${tied}: expected one among ${draw.drawn} negatives`,
      );
    }
    return {
      rankBased: meanOf(rankBased, greater, tied),
      biasVariance: meanOf(biasVariance, greater, tied),
    };
  }

  #table({ others, drawn }: SampledDraw): Readonly<Record<keyof CorrectedMark, Float64Array>> {
    const key = `${others} ${drawn}`, kept = this.#tables.get(key);
    if (kept) return kept;
    const possible = Number.isSafeInteger(others) && others >= 0 && Number.isSafeInteger(drawn) &&
      drawn <= others && drawn >= Math.min(1, others);
    if (!possible) {
      throw new RangeError(
        `Cannot correct for ${drawn} negatives of ${others} items: expected 1 … ${others}`,
      );
    }
    const table = {
      rankBased: Float64Array.from(
        { length: drawn + 1 },
        (_, i) => this.#metric.at(1 + (i === 0 ? 0 : others * i / drawn)),
      ),
      biasVariance: leastSquares(posteriorMean(this.#metric, { others, drawn }), others),
    };
    this.#tables.set(key, table);
    return table;
  }
}

/** x from (m+1)·Aᵀb. */
function leastSquares(right: Float64Array, others: number): Float64Array {
  const size = right.length, drawn = size - 1, vectors = vectorsOf(drawn);
  const x = new Float64Array(size);
  for (let degree = 0, eigenvalue = 1; degree < size; degree++) {
    const from = degree * size;
    let share = 0;
    for (let i = 0; i < size; i++) share += vectors[from + i] * right[i];
    share /= (1 - GAMMA) * eigenvalue + GAMMA;
    for (let i = 0; i < size; i++) x[i] += share * vectors[from + i];
    eigenvalue *= (drawn - degree) * (others + 2 + degree) /
      ((others - degree) * (drawn + 2 + degree));
  }
  return x;
}

// The vectors hang on m alone, of which a protocol has one, besides a few exhausted pools: the last few
// are kept. A cache changes no result.
const kept = new Map<number, Float64Array>();

function vectorsOf(drawn: number): Float64Array {
  const found = kept.get(drawn) ?? gramVectors(drawn);
  kept.delete(drawn);
  kept.set(drawn, found);
  const [oldest] = kept.keys();
  if (kept.size > 4) kept.delete(oldest);
  return found;
}

function meanOf(values: Float64Array, from: number, number: number): number {
  let sum = 0;
  for (let i = from; i < from + number; i++) sum += values[i];
  return sum / number;
}
