import { expMinus } from "./_exp_minus.ts";
import type { LogitMetric } from "./metric.ts";

/**
 * Log-loss of a logit s for a label y: softplus(s) − y s, in nats. That is −ln p for a positive and
 * −ln (1 − p) for a negative with p = 1 / (1 + e^−s). Lower is better; the mean over rows is what the
 * name promises.
 *
 * Source: Good, "Rational decisions" (Journal of the Royal Statistical Society B 14(1), 1952).
 *
 * Conventions: it means something only where scores are logits (`meta.logits`), else it has no value;
 * a row without a score (NaN) counts as one of logit 0, the answer that says nothing: ln 2; no bounds,
 * as there are no ties; no rows have no mean (not 0).
 *
 * With m = −s for a positive and s for a negative it is max(m, 0) + ln(1 + e^−|m|), which neither
 * overflows nor cancels. Exponential and logarithm are made of + − × ÷ and log2, so that equal scores
 * give equal bytes on every machine.
 *
 * @example
 * ```ts
 * import { logLoss } from "./log_loss.ts";
 * const { at } = logLoss();
 * if (at(0, 1) !== Math.LN2 || at(800, 0) !== 800) throw new Error("not a log-loss");
 * ```
 */
export function logLoss(): LogitMetric {
  return {
    kind: "logit",
    name: "log-loss",
    at(score, label) {
      if (Number.isNaN(score)) return Math.LN2;
      if (!Number.isFinite(score) || (label !== 0 && label !== 1)) {
        throw new RangeError(
          `Cannot mark score ${score} of label ${label}: expected a finite number and 0 or 1`,
        );
      }
      const m = label === 1 ? -score : score;
      return Math.max(m, 0) + logOnePlus(expMinus(Math.abs(m)));
    },
  };
}

/**
 * ln(1 + z) for z from 0 to 1. What rounding 1 + z loses is put right by the factor (Kahan's device;
 * Higham, "Accuracy and stability of numerical algorithms", 2002, section 1.14.1).
 */
function logOnePlus(z: number): number {
  const sum = 1 + z;
  return sum === 1 ? z : Math.log2(sum) * Math.LN2 * (z / (sum - 1));
}
