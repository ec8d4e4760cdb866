import {
  embed,
  type Parameters,
  type RandomStream,
  stopGradient,
  type Tensor,
  type TrainingStep,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { pairLogits } from "./_heads.ts";
import { debiasedLoss, observedLoss, plainLoss, squaredNorm } from "./_losses.ts";
import type { AmidConfig } from "./method.ts";
import { AmidModel } from "./_model.ts";
import type { RatedPairs } from "./_rated_pairs.ts";
import { planOf, sequencesIn } from "./_sequences.ts";

/** A phase of algorithm 1: lines 1 to 7 on O, or 8 to 12 on D. */
export type Phase = "observed" | "debiased";

/** One of the three networks over a user and an item: r̂, ê, p̂. */
type Head = "prediction" | "imputation" | "propensity";

/**
 * The step of a phase on some pairs. `observed` changes θ, φ and ψ by L_e (equation 13), `debiased`
 * θ alone by L_r (equation 15); θ are the item vectors, encoders, interests and the prediction head.
 *
 * @param options `weight` of the domain's loss, beside which the norms stand; `random`: streams
 */
export function stepOn(
  model: AmidModel,
  pairs: RatedPairs,
  options: { phase: Phase; weight: number; random: (label: string) => RandomStream },
): TrainingStep {
  const { phase, weight } = options, { config, table, start, parameters } = model;
  const { domain } = pairs, heads = headsOf(phase, config.estimator);
  const plan = planOf(pairs, {
    domain,
    references: model.referencesFor(domain),
    itemDomain: model.catalogue.itemDomain,
    cut: { length: config.maximumLength, start, fit: true },
    sample: { count: config.slotsPerStep, random: options.random("slots") },
  });
  const sequences = sequencesIn(plan, domain).map(({ sequences }) => sequences);
  const lookup = table.lookup(pairs.item, ...sequences.map(({ input }) => input));
  const [items, ...inputsOf] = lookup.places;
  const placesOf = new Map(sequences.map((each, i) => [each, inputsOf[i]]));
  const inputs: Parameters = {
    [AmidModel.items]: lookup.weights,
    ...Object.fromEntries(model.namesFor(domain, heads).map((name) => [name, parameters[name]])),
  };
  const norms = normsOf(Object.keys(inputs), { config, phase });

  const loss = (weights: Weights): Tensor => {
    const dropout = { rate: config.dropout, random: options.random("dropout") };
    const users = model.represent(weights, plan, {
      domain,
      states: (each, of) =>
        model.encode(weights, each, {
          domain: of,
          places: placesOf.get(each) ?? new Int32Array(),
          dropout,
        }),
    });
    const vectors = embed(weights.get(AmidModel.items, [-1, config.embeddingSize]), items);
    const output = (head: Head): Tensor => {
      // What p̂ learns, the cross-entropy of o, is ours and not the paper's: θ does not follow it.
      const [own, others] = head === "propensity"
        ? [stopGradient(users), stopGradient(vectors)]
        : [users, vectors];
      return pairLogits(own, others, {
        weights: weights.within(`${head}.${domain}`),
        row: pairs.row,
      });
    };
    const main = mainLoss(output, pairs, { config, phase }).mul(weight);
    return norms.reduce<Tensor>((sum, { names, lambda }) => {
      const all = names.map((name) => weights.get(name, inputs[name].shape));
      return sum.add(squaredNorm(all, lambda));
    }, main);
  };
  return {
    inputs,
    rows: { [AmidModel.items]: lookup.rows },
    loss,
    trained: Object.keys(inputs).filter((name) =>
      phase === "observed" || groupOf(name) === "theta"
    ),
    optimiser: phase === "observed" ? 0 : 1,
  };
}

/** The networks that a phase asks. */
function headsOf(phase: Phase, estimator: AmidConfig["estimator"]): Head[] {
  if (estimator === "none") return ["prediction"];
  if (phase === "observed" || estimator === "doubly-robust") {
    return ["prediction", "imputation", "propensity"];
  }
  return estimator === "ips" ? ["prediction", "propensity"] : ["prediction"];
}

function mainLoss(
  output: (head: Head) => Tensor,
  pairs: RatedPairs,
  { config: { estimator, ...config }, phase }: { config: AmidConfig; phase: Phase },
): Tensor {
  const known = {
    rating: tf.tensor1d(pairs.rating),
    observed: tf.tensor1d(pairs.observed),
    overObserved: tf.tensor1d(pairs.overObserved),
    overAll: tf.tensor1d(pairs.overAll),
  };
  const prediction = output("prediction");
  if (estimator === "none") return plainLoss({ prediction }, known, config);
  const outputs = {
    prediction,
    imputation: () => output("imputation"),
    propensity: () => output("propensity"),
  };
  return phase === "observed"
    ? observedLoss(outputs, known, config)
    : debiasedLoss(outputs, known, { ...config, estimator });
}

/** The weights of each norm of equation 13, or 15, that is not 0. */
function normsOf(
  names: readonly string[],
  { config, phase }: { config: AmidConfig; phase: Phase },
): { names: string[]; lambda: number }[] {
  const { lambda2, lambda3, lambda4, lambda5 } = config;
  const lambdas = phase === "debiased"
    ? { theta: lambda5 }
    : { theta: lambda2, phi: lambda3, psi: lambda4 };
  return Object.entries(lambdas)
    .map(([group, lambda]) => ({ lambda, names: names.filter((name) => groupOf(name) === group) }))
    .filter(({ lambda, names }) => lambda > 0 && names.length > 0);
}

/** Which of the paper's parameters a weight belongs to: φ of ê, ψ of p̂, θ is all else. */
function groupOf(name: string): "theta" | "phi" | "psi" {
  if (name.startsWith("imputation.")) return "phi";
  return name.startsWith("propensity.") ? "psi" : "theta";
}
