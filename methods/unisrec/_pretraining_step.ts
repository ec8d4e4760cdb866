import {
  embed,
  type EpochBatch,
  type Parameter,
  type Tensor,
  type TrainingStep,
  type Weights,
} from "@permafrost/bench/nn";
import { contrastiveLosses } from "./_contrastive_losses.ts";
import { itemDrop, lastPositions, type Rows } from "./_item_drop.ts";
import type { UnisrecModel } from "./_model.ts";
import { rowsAndStart } from "./_rows_and_start.ts";
import { sequenceStates } from "./_sequence_states.ts";

/**
 * The step of pre-training on sequences of all domains: every prefix is to be near its next item, every
 * sequence near itself with items dropped. Nothing of it knows of domains.
 */
export function pretrainingStep(model: UnisrecModel, batch: EpochBatch): TrainingStep {
  const { config, catalogue: { itemIdentity } } = model, { target } = batch;
  const next = Array.from(target, (item) => itemIdentity[item]);
  const position = Int32Array.from(batch.position);
  const { weights: text, places: [positive, input] } = rowsAndStart(
    model.text,
    target,
    batch.input,
  );
  const augmented = config.sequenceWeight > 0 ? augmentation(model, batch) : undefined;
  const own = (label: string) => batch.random(label);
  const other = (label: string) => batch.random(`augmented ${label}`);
  return {
    inputs: model.networks,
    loss(weights) {
      const seen = view(model, weights, { batch, text, input, random: own });
      const items = {
        states: embed(seen.states, position),
        keys: embed(seen.vectors, positive),
        next,
      };
      if (augmented === undefined) return contrastiveLosses(items, config);
      const { states } = view(model, weights, { batch, ...augmented, random: other });
      const sequences = {
        states: embed(seen.states, augmented.whole),
        keys: embed(states, augmented.last),
        next: Array.from(augmented.whole, (at) => next[position.indexOf(at)]),
      };
      return contrastiveLosses(items, { ...config, sequences });
    },
  };
}

/**
 * Sequences with items dropped. A row's sequence is what stands before its last target: once per row,
 * for the prefixes of a row with the same items dropped could not be told apart.
 *
 * @returns `whole` and `last`: where the state of a row's sequence stands, and of its augmentation
 */
function augmentation(model: UnisrecModel, batch: EpochBatch) {
  const { config: { itemDrop: rate }, start } = model, random = batch.random("item drop");
  const present = new Uint8Array(batch.present.length);
  for (const at of batch.position) present.fill(1, at - at % batch.length, at + 1);
  const sequences: Rows = { ...batch, present };
  const dropped = itemDrop(sequences, { rate, random, start });
  const { weights: text, places: [input] } = rowsAndStart(model.text, dropped.input);
  return { text, input, whole: lastPositions(sequences), last: lastPositions(dropped) };
}

/** Vectors and states with noise and dropout of their own. */
function view(
  model: UnisrecModel,
  weights: Weights,
  { batch: { size, length }, text, input, random }: {
    batch: EpochBatch;
    text: Parameter;
    input: Int32Array;
    random: EpochBatch["random"];
  },
): { vectors: Tensor; states: Tensor } {
  const { config } = model, dropout = { rate: config.dropout, random: random("dropout") };
  const training = { rate: config.adaptorDropout, random: random("adaptor") };
  const vectors = model.universal(weights, { text, training });
  const given = { vectors, input, size, length, dropout };
  return { vectors, states: sequenceStates(weights, given, config) };
}
