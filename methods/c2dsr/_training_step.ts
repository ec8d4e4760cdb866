import {
  embed,
  type EpochBatch,
  meanOverPositions,
  type NegativeSampler,
  softmaxLoss,
  type Tensor,
  type TrainingStep,
  type Weights,
} from "@permafrost/bench/nn";
import { batchPlans, type DomainPlan } from "./_batch_plan.ts";
import { infomaxLoss } from "./_infomax_loss.ts";
import { C2dsrModel } from "./_model.ts";

/** States of a step: of the merged sequences, of the corrupted ones behind them, of a domain's. */
interface States {
  /** `sequences × length × size`. */
  readonly merged: Tensor;
  /** `contrasted × length × size`. */
  readonly corrupted?: Tensor;
  /** `own sequences × own length × size`. */
  readonly own: Tensor;
}

/**
 * The step on a batch of merged sequences: with λ = 1 − `infomaxWeight`,
 * λ · (single-domain + cross-domain prediction) + (1 − λ) · infomax, the predictions as means over the
 * batch's targets, the infomax objectives as sums over domains of means over sequences.
 */
export function trainingStep(
  model: C2dsrModel,
  batch: EpochBatch,
  sampler: NegativeSampler,
): TrainingStep {
  const { config } = model, { target } = batch, { items, outputs, biases } = C2dsrModel;
  const plans = batchPlans(model, batch, sampler);
  const contrasts = plans.flatMap(({ contrast }) => contrast === undefined ? [] : [contrast]);
  const cross = model.neighbourhood(
    "cross",
    batch.input,
    ...contrasts.map((each) => each.corrupted),
  );
  const single = model.neighbourhood("single", ...plans.map(({ own }) => own.input));
  const lists = plans.map(({ candidates }) => candidates);
  const output = model.outputs.lookup(target, ...lists),
    bias = model.biases.lookup(target, ...lists);
  const layers = plans.flatMap(({ domain, contrast }) =>
    contrast
      ? [`single.${domain}.encoder`, `single.${domain}.discriminator`]
      : [`single.${domain}.encoder`]
  );

  const loss = (weights: Weights): Tensor => {
    const dropout = { rate: config.dropout, random: batch.random("dropout") };
    const vectors = {
      cross: model.vectors(weights, "cross", { of: cross, dropout }),
      single: model.vectors(weights, "single", { of: single, dropout }),
    };
    // Real and corrupted sequences by one encoder: all of them at once.
    const all = model.encode(vectors.cross, {
      weights: weights.within("cross.encoder"),
      input: joined(cross.places),
      size: batch.size + contrasts.reduce((sum, { rows }) => sum + rows.length, 0),
      dropout,
    });
    const rowsOf = (first: number, count: number): Tensor =>
      all.slice([first, 0, 0], [count, batch.length, config.embeddingSize]);
    const merged = rowsOf(0, batch.size);
    // A number more: 1 beside a state, the bias beside an item's vector.
    const vectorsOf = (list: number, members?: Int32Array): Tensor => {
      const at = (places: Int32Array) => members ? members.map((each) => places[each]) : places;
      return embed(weights.get(outputs, [-1, config.embeddingSize]), at(output.places[list]))
        .concat(embed(weights.get(biases, [-1, 1]), at(bias.places[list])), -1);
    };
    const terms: Tensor[] = [];
    let first = batch.size;
    plans.forEach((plan, place) => {
      const { domain, targets, own, contrast } = plan, inside = weights.within(`single.${domain}`);
      const count = contrast?.rows.length ?? 0;
      const states: States = {
        merged,
        own: model.encode(vectors.single, {
          ...{ weights: inside.within("encoder"), input: single.places[place] },
          ...{ size: own.size, dropout },
        }),
        ...count > 0 && { corrupted: rowsOf(first, count) },
      };
      first += count;
      if (targets.length > 0) {
        const told = { positives: vectorsOf(0, targets), candidates: vectorsOf(place + 1) };
        const predicted = predictionLoss(states, { ...told, plan, position: batch.position });
        terms.push(predicted.mul((1 - config.infomaxWeight) * targets.length / target.length));
      }
      const contrasted = contrastLoss(states, plan, inside.within("discriminator"));
      if (contrasted) terms.push(contrasted.mul(config.infomaxWeight));
    });
    return terms.reduce((sum, each) => sum.add(each));
  };
  return {
    inputs: {
      ...model.inputs({ cross, single }, ["cross.encoder", ...layers]),
      [outputs]: output.weights,
      [biases]: bias.weights,
    },
    rows: {
      [items.cross]: cross.rows,
      [items.single]: single.rows,
      [outputs]: output.rows,
      [biases]: bias.rows,
    },
    loss,
  };
}

/**
 * A domain's single-domain and cross-domain objective: its targets by the merged state and its
 * own state together, and by the merged state alone.
 */
function predictionLoss(
  { merged, own }: States,
  { plan: { targets, before, among }, position, positives, candidates }: {
    plan: DomainPlan;
    position: Uint32Array;
    positives: Tensor;
    candidates: Tensor;
  },
): Tensor {
  const [, , size] = merged.shape;
  const cross = embed(merged.reshape([-1, size]), targets.map((at) => position[at]));
  const both = cross.add(embed(own.reshape([-1, size]), before));
  const lossOf = (states: Tensor): Tensor => {
    const queries = states.concat(states.slice([0, 0], [-1, 1]).onesLike(), -1);
    return softmaxLoss(queries, { positives, candidates, among });
  };
  return lossOf(both).add(lossOf(cross));
}

/** A domain's infomax objective, where there are sequences to contrast. */
function contrastLoss(
  { merged, corrupted, own }: States,
  { contrast }: DomainPlan,
  weights: Weights,
): Tensor | undefined {
  if (contrast === undefined || corrupted === undefined) return undefined;
  const { rows, ownRows, ofDomain, ofOthers } = contrast;
  return infomaxLoss(meanOverPositions(rowsAmong(own, ownRows), ofDomain), {
    real: meanOverPositions(rowsAmong(merged, rows), ofOthers),
    corrupted: meanOverPositions(corrupted, ofOthers),
  }, weights);
}

/** Some sequences of a stack. */
function rowsAmong(states: Tensor, rows: Int32Array): Tensor {
  const [count, length, size] = states.shape;
  return embed(states.reshape([count, length * size]), rows).reshape([rows.length, length, size]);
}

function joined(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
