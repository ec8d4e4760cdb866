import {
  domainWeights,
  embed,
  type NegativeSampler,
  NextItemModel,
  type Parameter,
  type RandomStream,
  type SequenceBatch,
  type Tensor,
  type TrainingStep,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { drawNegatives } from "./_draw_negatives.ts";
import { informedDomains } from "./_informed.ts";
import { mutualInformation } from "./_mutual_information.ts";
import { readSequences, taskStates } from "./_network.ts";
import { pairLosses } from "./_pair_losses.ts";
import { sumsBy, transferGap } from "./_transfer_gap.ts";
import type { Views } from "./_views.ts";
import type { SyncrecConfig } from "./method.ts";

/** Name of λ of the batch before. */
export const LAMBDA = "lambda";

/**
 * The step on a batch: |D| single-domain tasks and the cross-domain one in one pass (equation 18).
 *
 * @param views the batch as both see it
 * @param options `lambda`: λ of the batch before, which the step replaces; `sampler` of negatives;
 * `random`: the batch's streams
 */
export function trainingStep(
  model: NextItemModel,
  views: Views,
  options: {
    config: SyncrecConfig;
    lambda: Parameter;
    sampler: NegativeSampler;
    random: (label: string) => RandomStream;
  },
): TrainingStep {
  const { config, lambda, sampler, random } = options, { without, negatives: count } = config;
  const { cross, single, domain, common } = views, { table, size, catalogue } = model;
  const drawn = drawNegatives(views, { sampler, count, random });
  const asked = [cross.target, single.target, drawn.cross, drawn.single];
  const lookup = table.lookup(cross.input, single.input, ...asked);
  const [crossInput, singleInput, crossAnswer, singleAnswer, crossOther, singleOther] =
    lookup.places;
  const domains = [...new Set(domain)];
  const corrected = !without.includes("lc_ntg"), decoupled = !without.includes("acmoe");
  const informed = without.includes("sc_mim") ? [] : informedDomains(views);
  const trained = Object.fromEntries(
    Object.entries(model.inputs(lookup.weights)).filter(([path]) => {
      const [, part, task] = path.split(".");
      if (part === "single") return domains.includes(Number(task));
      return (part !== "information" || informed.length > 0) && (part !== "lambda" || corrected);
    }),
  );
  return {
    inputs: { ...trained, ...corrected && { [LAMBDA]: lambda } },
    rows: { [NextItemModel.items]: lookup.rows },
    trained: Object.keys(trained),
    ...corrected && { recorded: (records) => lambda.values.set(records[LAMBDA]) },
    loss(weights) {
      const [merged, own] = states(weights), items = weights.get(NextItemModel.items, [-1, size]);
      // l_t of equations 9 and 8, l of the same event.
      const losses = (states: Tensor, answer: Int32Array, other: Int32Array): Tensor =>
        pairLosses(states, {
          positive: embed(items, answer),
          negative: embed(items, other).reshape([answer.length, count, size]),
          loss: config.loss,
        });
      const crossLosses = losses(merged, crossAnswer, crossOther);
      const singleLosses = losses(own, singleAnswer, singleOther);
      const crossDomain = cross.target.map((item) => catalogue.itemDomain[item]);
      const ofDomains = sumsBy(crossLosses, crossDomain, lambda.values.length).div(cross.size);
      const gaps = () =>
        transferGap(singleLosses, crossLosses, {
          ...{ common, domain, domains: lambda.values.length, size: cross.size },
        });
      // Equation 12 in the place of 9.
      const weighted = corrected ? ofDomains.mul(correction(weights, gaps())) : ofDomains;
      const predicted = singleLosses.sum().div(cross.size).add(weighted.sum());
      return informed.map((each) =>
        mutualInformation(embed(own, each.single), {
          cross: embed(merged, each.cross),
          user: each.user,
          matrix: weights.within("encoder").get("information", [size, size]),
        }).mul(1 - config.harmony)
      ).reduce((sum, each) => sum.add(each), predicted.mul(config.harmony));
    },
  };

  /** y of the cross-domain task and of the single-domain ones, at every position that asks. */
  function states(weights: Weights): [cross: Tensor, single: Tensor] {
    const inside = weights.within("encoder"), items = weights.get(NextItemModel.items, [-1, size]);
    const dropout = { rate: config.dropout, random: random("dropout") };
    const read = (batch: SequenceBatch, input: Int32Array, task: "cross" | "single") =>
      readSequences(embed(items, input).reshape([batch.size, batch.length, size]), inside, {
        ...{ config, dropout, present: batch.present },
        // The first j experts are the cross-domain task's (equations 2 and 4).
        teaches: (expert) => !decoupled || (expert < config.crossExperts) === (task === "cross"),
      });
    const position = Int32Array.from(cross.position);
    const merged = read(cross, crossInput, "cross"), alone = read(single, singleInput, "single");
    return [
      taskStates(merged, inside.within("cross"), { position, config }),
      tf.concat(domains.map((each) =>
        taskStates(alone, inside.within(`single.${each}`), {
          position: Int32Array.from(single.position.filter((_, at) => domain[at] === each)),
          config,
        })
      )),
    ];
  }

  /** λ of this batch (equation 11), which the next one takes up. */
  function correction(weights: Weights, gaps: Tensor): Tensor {
    const found = domainWeights(gaps, weights.within("encoder.lambda"), {
      previous: weights.get(LAMBDA, [lambda.values.length]),
      temperature: config.temperature,
    });
    weights.record(LAMBDA, found);
    return found;
  }
}
