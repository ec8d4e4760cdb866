import type { TrainView } from "@permafrost/bench/method";
import {
  bceLoss,
  embed,
  type NegativeSampler,
  type SampleBatch,
  type TrainingStep,
} from "@permafrost/bench/nn";
import { CaserModel } from "./_model.ts";

/** The events that follow some histories, as many as are targets. */
export interface Targets {
  /** Sample per target, ascending. */
  readonly sample: Int32Array;
  readonly item: Uint32Array;
  readonly user: Uint32Array;
}

/**
 * Of every sample, the next `count` events that may be targets: its own, and those of its user behind
 * it (the D of equation 13). What is not trainable is left out, and nothing takes its place.
 */
export function nextTargets(
  view: Pick<TrainView, "events" | "trainable">,
  batch: Pick<SampleBatch, "history" | "user">,
  count: number,
): Targets {
  const { events: { offsets, item }, trainable } = view, { history } = batch;
  const samples: number[] = [], rows: number[] = [];
  batch.user.forEach((user, sample) => {
    const before = history.offsets[sample + 1] - history.offsets[sample];
    const first = offsets[user] + before, end = Math.min(offsets[user + 1], first + count);
    for (let row = first; row < end; row++) {
      if ((trainable[row >> 3] >> (row & 7) & 1) === 0) continue;
      samples.push(sample);
      rows.push(row);
    }
  });
  return {
    sample: Int32Array.from(samples),
    item: Uint32Array.from(rows, (row) => item[row]),
    user: Uint32Array.from(samples, (sample) => batch.user[sample]),
  };
}

/** The step on a batch: every target is to be told from its negatives (equation 14). */
export function trainingStep(
  model: CaserModel,
  batch: SampleBatch,
  { view, sampler }: { view: TrainView; sampler: NegativeSampler },
): TrainingStep {
  const { targets, negatives, dropout, unknownUsers, embeddingSize } = model.config;
  const { sample, item, user: owner } = nextTargets(view, batch, targets);
  const drawn = sampler.unseen(item, {
    users: owner,
    count: negatives,
    random: batch.random("negatives"),
  });
  const strangers = batch.random("unknown users");
  const user = batch.user.map((each) => strangers.float() < unknownUsers ? model.unknown : each);
  const { input, present } = model.images(batch.history);
  const items = model.items.lookup(input), users = model.users.lookup(user);
  const outputs = model.outputs.lookup(item, drawn), biases = model.biases.lookup(item, drawn);
  const [positive, negative] = outputs.places, size = 2 * embeddingSize;
  return {
    inputs: {
      ...model.encoder,
      [CaserModel.items]: items.weights,
      [CaserModel.users]: users.weights,
      [CaserModel.outputs]: outputs.weights,
      [CaserModel.biases]: biases.weights,
    },
    rows: {
      [CaserModel.items]: items.rows,
      [CaserModel.users]: users.rows,
      [CaserModel.outputs]: outputs.rows,
      [CaserModel.biases]: biases.rows,
    },
    loss: (weights) => {
      const queries = model.query(weights, {
        input: items.places[0],
        present,
        user: users.places[0],
        dropout: { rate: dropout, random: batch.random("dropout") },
      });
      const vectors = weights.get(CaserModel.outputs, [-1, size]);
      const numbers = weights.get(CaserModel.biases, [-1, 1]);
      const asked = embed(queries, sample).expandDims(1);
      const logits = (places: Int32Array, count: number) =>
        embed(vectors, places).reshape([sample.length, count, size]).mul(asked).sum(-1)
          .add(embed(numbers, places).reshape([sample.length, count]));
      return bceLoss(logits(positive, 1), logits(negative, negatives));
    },
  };
}
