import gammaln from "@stdlib/math-base-special-gammaln";
import type { RankMetric } from "../../metrics/metric.ts";

/** Probabilities below this change no digit: marks are at most 1, and errors grow at most by 1/γ. */
const NOTHING = 1e-20;

/**
 * Per number i of sampled items above the target: the mean of a metric over the ranks K + 1 of the
 * target among `others` + 1 items, all ranks alike before the sample and K | i after it,
 * P(K | i) = (m+1)/(N+1) · C(K, i)·C(N−K, m−i) / C(N, m).
 *
 * One probability comes from log-gamma, its neighbours from it by ratios, outwards until they vanish.
 */
export function posteriorMean(
  metric: RankMetric,
  { others, drawn }: { readonly others: number; readonly drawn: number },
): Float64Array {
  const last = lastWorth(metric, others + 1) - 1;
  const whole = lnChoose(others, drawn) - Math.log((drawn + 1) / (others + 1));
  return Float64Array.from({ length: drawn + 1 }, (_, i) => {
    const most = Math.min(others - drawn + i, last);
    if (most < i) return 0;
    const mode = drawn === 0 ? 0 : Math.round(i * others / drawn);
    const start = Math.min(most, Math.max(i, mode));
    const first = Math.exp(lnChoose(start, i) + lnChoose(others - start, drawn - i) - whole);
    let sum = first * metric.at(start + 1);
    for (let k = start, p = first; k < most && p > NOTHING;) {
      p *= (k + 1) / (k + 1 - i) * (others - k - drawn + i) / (others - k);
      sum += p * metric.at(++k + 1);
    }
    for (let k = start, p = first; k > i && p > NOTHING;) {
      p *= (k - i) / k * (others - k + 1) / (others - k + 1 - drawn + i);
      sum += p * metric.at(--k + 1);
    }
    return sum;
  });
}

/** The last rank that is worth anything, 0 if none is: a metric is never higher at a worse rank. */
function lastWorth(metric: RankMetric, ranks: number): number {
  let low = 0, high = ranks;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (metric.at(middle) > 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lnChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
}
