import { stopGradient, type Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/** How wrong a prediction is: e of §4.3, or the cross-entropy of the released code. */
export type ErrorKind = "squared" | "absolute" | "cross-entropy";

/** What a model says of the pairs of a sample, a number per pair, before its last function. */
export interface Outputs {
  /** Of r̂. */
  readonly prediction: Tensor;
  /** Of ê, where a loss asks for it. */
  readonly imputation: () => Tensor;
  /** Of p̂, where a loss asks for it. */
  readonly propensity: () => Tensor;
}

/** What is known of these pairs: see `RatedPairs`. */
export interface Known {
  readonly rating: Tensor;
  readonly observed: Tensor;
  readonly overObserved: Tensor;
  readonly overAll: Tensor;
}

/** e (§4.3) of pairs whose prediction is σ(logit). */
export function predictionError(logit: Tensor, rating: Tensor, kind: ErrorKind): Tensor {
  switch (kind) {
    case "squared":
      return logit.sigmoid().sub(rating).square();
    case "absolute":
      return logit.sigmoid().sub(rating).abs();
    case "cross-entropy":
      return logit.softplus().sub(rating.mul(logit));
    default:
      throw new TypeError(`Cannot measure an error by "${kind satisfies never}": unknown`);
  }
}

/** ê = g_φ, in the range of the errors of its kind: 0 … 1, or above 0. */
export function imputedError(output: Tensor, kind: ErrorKind): Tensor {
  return kind === "cross-entropy" ? output.softplus() : output.sigmoid();
}

/** p̂ = g_ψ as a weight: not below `minimum`, and never trained by what it weighs. */
export function propensity(output: Tensor, minimum: number): Tensor {
  return stopGradient(output.sigmoid().maximum(minimum));
}

/**
 * L_e without its norms (equation 13), of one domain: mean over O of e + λ₁ · mean over O of
 * (ê − e)² / p̂. And what the paper leaves out, but p̂ needs to be a propensity: the cross-entropy of o,
 * mean over D.
 */
export function observedLoss(
  outputs: Outputs,
  { rating, observed, overObserved, overAll }: Known,
  options: { error: ErrorKind; lambda1: number; minimumPropensity: number },
): Tensor {
  const error = predictionError(outputs.prediction, rating, options.error);
  const imputed = imputedError(outputs.imputation(), options.error);
  const exposed = outputs.propensity(), p = propensity(exposed, options.minimumPropensity);
  const exposure = predictionError(exposed, observed, "cross-entropy");
  return sum(error, overObserved)
    .add(sum(imputed.sub(error).square().div(p), overObserved).mul(options.lambda1))
    .add(sum(exposure, overAll));
}

/** The mean over O of e: what is left of equation 13 without the estimator's networks. */
export function plainLoss(
  { prediction }: Pick<Outputs, "prediction">,
  { rating, overObserved }: Known,
  { error }: { error: ErrorKind },
): Tensor {
  return sum(predictionError(prediction, rating, error), overObserved);
}

/**
 * L_r without its norm (equation 15), of one domain: the mean over D of ê + o (e − ê) / p̂. Or what
 * another estimator puts in its place: `ips` the mean over D of o e / p̂, `naive` the mean over O of e.
 */
export function debiasedLoss(
  outputs: Outputs,
  known: Known,
  options: {
    error: ErrorKind;
    estimator: "doubly-robust" | "ips" | "naive";
    minimumPropensity: number;
  },
): Tensor {
  const { rating, observed, overAll } = known;
  const error = predictionError(outputs.prediction, rating, options.error);
  const weight = (): Tensor =>
    observed.div(propensity(outputs.propensity(), options.minimumPropensity));
  switch (options.estimator) {
    case "doubly-robust": {
      const imputed = imputedError(outputs.imputation(), options.error);
      return sum(imputed.add(weight().mul(error.sub(imputed))), overAll);
    }
    case "ips":
      return sum(weight().mul(error), overAll);
    case "naive":
      return plainLoss(outputs, known, options);
    default:
      throw new TypeError(`Cannot estimate by "${options.estimator satisfies never}": unknown`);
  }
}

/** λ‖·‖²_F, the sum over some weights. */
export function squaredNorm(weights: readonly Tensor[], lambda: number): Tensor {
  return weights.reduce<Tensor>((all, each) => all.add(each.square().sum()), tf.scalar(0))
    .mul(lambda);
}

function sum(values: Tensor, weights: Tensor): Tensor {
  return values.mul(weights).sum();
}
