import {
  embed,
  type NegativeSampler,
  NextItemModel,
  type Parameter,
  type RandomStream,
  type SequenceBatch,
  stopGradient,
  type Tensor,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { releasedStates } from "./_released_network.ts";
import { sumsBy } from "./_transfer_gap.ts";
import type { SyncrecConfig } from "./method.ts";

/**
 * The step of the released code, as far as it differs from the paper's in its mathematics: one expert
 * and one tower for all tasks; single-domain sequences with padding in the place of other domains'
 * items; binary cross-entropy; domain weights without gradient, whose α and β never change; a pairwise
 * loss against item vectors of another user in the place of InfoNCE.
 *
 * @param batch windows of the merged sequences
 * @param options `state` of the domain weights, which the step replaces; `factors`: α and β; `sampler`
 * of negatives; `random`: the batch's streams
 */
export function releasedStep(
  model: NextItemModel,
  batch: SequenceBatch,
  options: {
    config: SyncrecConfig;
    state: Parameter;
    factors: readonly [alpha: number, beta: number];
    sampler: NegativeSampler;
    random: (label: string) => RandomStream;
  },
): TrainingStep {
  const { config, state, factors, sampler, random } = options, { size, table, catalogue } = model;
  const { target, user: users, input, length } = batch, domains = state.values.length;
  const drawn = sampler.unseen(target, { users, count: 1, random: random("negatives") });
  const domain = target.map((item) => catalogue.itemDomain[item]);
  const present = [...new Set(domain)].sort((a, b) => a - b);
  // Every domain's sequences, as long as the merged ones; the start token is the code's padding.
  const alone = present.map((each) =>
    input.map((item) => catalogue.itemDomain[item] === each ? item : model.start)
  );
  const other = otherUsers(batch, random("permutation"));
  const lookup = table.lookup(input, target, drawn, other, ...alone);
  const [merged, positive, negative, permuted, ...single] = lookup.places;
  const counts = Float32Array.from({ length: domains }, () => 0);
  for (const each of domain) counts[each]++;

  return {
    inputs: model.inputs(lookup.weights),
    rows: { [NextItemModel.items]: lookup.rows },
    recorded: (records) => state.values.set(records.state),
    loss(weights) {
      const inside = weights.within("encoder"),
        items = weights.get(NextItemModel.items, [-1, size]);
      const dropout = { rate: config.dropout, random: random("dropout") };
      const statesOf = (places: Int32Array, position: Int32Array): Tensor => {
        const x = embed(items, places).reshape([batch.size, length, size]);
        return embed(releasedStates(x, inside, { config, dropout }), position);
      };
      const cross = statesOf(merged, Int32Array.from(batch.position));
      // At every target, the state of its own domain's sequence, in the order of the domains.
      const at = present.map((each) =>
        Int32Array.from([...domain.keys()].filter((place) => domain[place] === each))
      );
      const own = at.map((places, d) =>
        statesOf(single[d], places.map((place) => batch.position[place]))
      ).reduce((all, each) => all.concat(each, 0));
      const order = Int32Array.from(at.flatMap((places) => [...places]));
      const losses = (states: Tensor, places: Int32Array): Tensor => {
        const told = states.mul(embed(items, places.map((place) => positive[place]))).sum(1);
        const missed = states.mul(embed(items, places.map((place) => negative[place]))).sum(1);
        return told.neg().softplus().add(missed.softplus());
      };
      const sorted = Array.from(order, (place) => domain[place]);
      const singles = sumsBy(losses(own, order), sorted, domains);
      const crosses = sumsBy(losses(embed(cross, order), order), sorted, domains);
      const means = Float32Array.from(counts, (count) => 1 / Math.max(1, count));
      const [alpha, beta] = factors, before = Array.from(state.values, (value) => alpha * value);
      const next = stopGradient(singles.sub(crosses).mul([...means]).mul(beta).add(before));
      weights.record("state", next);
      const predicted = singles.sum().div(domains).add(crosses.mul(next.softmax()).sum());
      const seen = embed(cross, order).matMul(inside.get("information", [size, size]));
      const near = seen.mul(own).sum(1).sigmoid();
      const far = seen.mul(embed(items, order.map((place) => permuted[batch.position[place]])))
        .sum(1).sigmoid();
      return predicted.div(1000).add(far.sub(near).softplus().mean());
    },
  };
}

/** The input of another sequence at every position: the batch's sequences, permuted. */
function otherUsers({ input, size, length }: SequenceBatch, random: RandomStream): Uint32Array {
  const order = random.shuffle(Uint32Array.from({ length: size }, (_, row) => row));
  return input.map((_, at) => input[order[Math.floor(at / length)] * length + at % length]);
}
