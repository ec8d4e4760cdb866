import { assertEquals } from "@std/assert";
import { differentiate } from "../../nn/differentiate.ts";
import { evaluate } from "../../nn/evaluate.ts";
import type { Weights } from "../../nn/parameters/weights.ts";
import type { Tensor } from "../../nn/tensor.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { estimators } from "./estimators.ts";
import { debiasedLoss, type Known, observedLoss, plainLoss, squaredNorm } from "./_losses.ts";

// Two pairs of O, rated 1 and 0, and two that nobody observed.
const logit = (p: number) => Math.log(p / (1 - p));
const list = (...values: number[]) => ({ shape: [4], values: Float32Array.from(values) });
const predicted = [0.8, 0.4, 0.3, 0.9], imputed = [0.1, 0.3, 0.2, 0.6];
const scored = [0.5, 0.25, 0.01, 0.75], ratings = [1, 0, 0, 0], observed = [1, 1, 0, 0];
const said = {
  prediction: list(...predicted.map(logit)),
  imputation: list(...imputed.map(logit)),
  propensity: list(...scored.map(logit)),
};
const known = {
  rating: list(...ratings),
  observed: list(...observed),
  overObserved: list(0.5, 0.5, 0, 0),
  overAll: list(0.25, 0.25, 0.25, 0.25),
};
const all = { ...said, ...known };
const errors = predicted.map((each, i) => (each - ratings[i]) ** 2);
const options = { error: "squared" as const, lambda1: 2, minimumPropensity: 0.05 };

const get = (weights: Weights, name: string): Tensor => weights.get(name, [4]);
const outputsOf = (weights: Weights) => ({
  prediction: get(weights, "prediction"),
  imputation: () => get(weights, "imputation"),
  propensity: () => get(weights, "propensity"),
});
const knownOf = (weights: Weights): Known => ({
  rating: get(weights, "rating"),
  observed: get(weights, "observed"),
  overObserved: get(weights, "overObserved"),
  overAll: get(weights, "overAll"),
});

forEachDevice("equation 13, and the cross-entropy of o, worked out by hand", async () => {
  const [value] = await evaluate(
    all,
    (weights) => observedLoss(outputsOf(weights), knownOf(weights), options),
  );
  // e = .04, .16; (ê − e)² / p̂ = .0036 / .5, .0196 / .25.
  const exposure = -(Math.log(0.5) + Math.log(0.25) + Math.log(0.99) + Math.log(0.25)) / 4;
  assertNear([value], [0.1 + 2 * (0.0072 + 0.0784) / 2 + exposure], 1e-5);
});

forEachDevice("equation 15, and what stands in its place, are the estimators", async () => {
  const pairs = { error: errors, imputed, propensity: [0.5, 0.25, 0.05, 0.75], observed };
  for (const estimator of ["doubly-robust", "ips", "naive"] as const) {
    const [value] = await evaluate(
      all,
      (weights) => debiasedLoss(outputsOf(weights), knownOf(weights), { ...options, estimator }),
    );
    assertNear([value], [estimators[estimator](pairs)], 1e-5);
  }
});

forEachDevice("p̂ learns o, and nothing from what it weighs", async () => {
  const { gradients } = await differentiate(said, (weights) => {
    const given = new Map(Object.entries(known));
    return observedLoss(outputsOf(weights), constants(weights, given), options);
  });
  // The slope of a mean cross-entropy by its logit.
  assertNear(gradients.propensity, scored.map((p, i) => (p - observed[i]) / 4), 1e-5);
  // 2 λ₁ (ê − e) / p̂ · ê (1 − ê), over |O|; nothing from a pair outside O.
  const slope = (i: number) =>
    2 * (imputed[i] - errors[i]) / scored[i] * imputed[i] * (1 - imputed[i]);
  assertNear(gradients.imputation, [slope(0), slope(1), 0, 0], 1e-5);
  for (const estimator of ["doubly-robust", "ips"] as const) {
    const { gradients: debiased } = await differentiate(said, (weights) => {
      const given = new Map(Object.entries(known));
      const loss = debiasedLoss(outputsOf(weights), constants(weights, given), {
        ...options,
        estimator,
      });
      // IPS does not ask for ê: differentiate() wants it to be in the loss.
      return loss.add(weights.get("imputation", [4]).sum().mul(0));
    });
    assertEquals([...debiased.propensity].map(Math.abs), [0, 0, 0, 0]);
    // Of e: o / (|D| p̂) · 2 (r̂ − r) r̂ (1 − r̂).
    const own = predicted.map((r, i) =>
      observed[i] / (4 * Math.max(0.05, scored[i])) * 2 * (r - ratings[i]) * r * (1 - r)
    );
    assertNear(debiased.prediction, own, 1e-5);
    // Of ê: (1 − o / p̂) / |D|, in pairs that nobody observed too.
    const other = imputed.map((e, i) =>
      estimator === "ips" ? 0 : (1 - observed[i] / Math.max(0.05, scored[i])) / 4 * e * (1 - e)
    );
    assertNear(debiased.imputation, other, 1e-5);
  }
});

/** What is known stands beside the weights: nothing is differentiated by it. */
function constants(weights: Weights, given: ReadonlyMap<string, { values: Float32Array }>): Known {
  const one = get(weights, "prediction").mul(0);
  const constant = (name: string): Tensor => one.add([...given.get(name)?.values ?? []]);
  return {
    rating: constant("rating"),
    observed: constant("observed"),
    overObserved: constant("overObserved"),
    overAll: constant("overAll"),
  };
}

forEachDevice("errors of every kind", async () => {
  const cases = {
    squared: errors,
    absolute: predicted.map((each, i) => Math.abs(each - ratings[i])),
    "cross-entropy": predicted.map((each, i) => -Math.log(ratings[i] ? each : 1 - each)),
  };
  for (const [error, expected] of Object.entries(cases)) {
    const kind = error === "absolute" || error === "cross-entropy" ? error : "squared";
    const [value] = await evaluate(
      all,
      (weights) => plainLoss(outputsOf(weights), knownOf(weights), { error: kind }),
    );
    assertNear([value], [(expected[0] + expected[1]) / 2], 1e-5);
  }
});

forEachDevice("squaredNorm() is λ‖·‖²_F", async () => {
  const [value] = await evaluate(
    { rating: known.rating, observed: known.observed },
    (weights) => squaredNorm([get(weights, "rating"), get(weights, "observed")], 0.5),
  );
  assertNear([value], [1.5], 1e-6);
});
