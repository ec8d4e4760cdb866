import type { FitContext, TrainView } from "../../plugins/contract/mod.ts";
import { historyBatch } from "../batching/history_batch.ts";
import { NegativeSampler } from "../batching/negative_sampler.ts";
import { sampleBatches } from "../batching/sample_batches.ts";
import type { SampleBatch } from "../batching/sample_batches.ts";
import { bceLoss } from "../losses/bce_loss.ts";
import { Adam } from "../optimisers/adam.ts";
import { updateStatistics } from "../layers/update_statistics.ts";
import { embed } from "../tables/embed.ts";
import { trainModel } from "../training/train_model.ts";
import type { TrainingStep } from "../training/training_step.ts";
import { PairModel } from "./pair_model.ts";

/** Share of a batch's statistics in the running ones. */
const MOMENTUM = 0.1;

/** How a `PairModel` is trained. */
export interface PairTraining {
  /** Share of numbers dropped. */
  readonly dropout: number;
  /** Negatives per positive: items of its domain that its user does not have. */
  readonly negatives: number;
  /** Adam's learning rate. */
  readonly learningRate: number;
  /** Weight of half the squared length of all weights that a step uses. */
  readonly weightDecay: number;
  /** Events per step. */
  readonly batchSize: number;
  /** Passes over the events, at most. */
  readonly epochs: number;
  /** Epochs without a better validation value after which training stops. */
  readonly patience: number;
}

/**
 * Trains a target-aware model to tell every trainable event from items of its domain that its user
 * does not have, by binary cross-entropy, until validation stops getting better (`trainModel`).
 *
 * @param config flat: a checkpoint of a fit with another one is refused
 * @throws {TypeError} if `context.resume` is of another config or seed, or is damaged
 *
 * @example
 * ```ts
 * import { trainPairs } from "./train_pairs.ts";
 * if (trainPairs.length !== 2) throw new Error("not of a model and options");
 * ```
 */
export async function trainPairs<C extends PairTraining>(
  model: PairModel,
  { train, config, context }: {
    train: TrainView;
    config: C & Readonly<Record<keyof C, string | number | boolean>>;
    context: FitContext;
  },
): Promise<void> {
  const { batchSize, learningRate, weightDecay, epochs, patience } = config, { seed } = context;
  const sampler = new NegativeSampler(train);
  await trainModel({
    parameters: model.parameters,
    ...model.network.statistics && { kept: model.network.statistics },
    scorer: model.scorer(),
    context,
    about: { ...config, items: train.catalogue.items },
    optimisers: [new Adam({ learningRate, weightDecay })],
    epochs,
    patience,
    *steps(epoch) {
      for (const batch of sampleBatches(train, { batchSize, seed, epoch })) {
        yield pairStep(model, batch, { ...config, sampler });
      }
    },
  });
}

/** The step on some samples: each target and its negatives are scored with the same history. */
function pairStep(
  model: PairModel,
  batch: SampleBatch,
  options: { dropout: number; negatives: number; sampler: NegativeSampler },
): TrainingStep {
  const { network, table } = model, { statistics } = network, { target, user: users } = batch;
  const { negatives: count, sampler } = options, size = target.length;
  const histories = historyBatch(batch.history, {
    length: model.length,
    start: model.start,
    fit: true,
  });
  const drawn = sampler.unseen(target, { users, count, random: batch.random("negatives") });
  const other = network.unseen ? unseenHistory() : new Uint32Array();
  const lookup = table.lookup(histories.input, target, drawn, other);
  const [input, positive, negative, unseen] = lookup.places;
  const asked = new Int32Array(size * (1 + count)), row = new Int32Array(asked.length);
  for (let sample = 0, at = 0; sample < size; sample++) {
    row.fill(sample, at, at + 1 + count);
    asked[at++] = positive[sample];
    for (let n = 0; n < count; n++) asked[at++] = negative[sample * count + n];
  }
  return {
    inputs: { ...network.parameters, [PairModel.items]: lookup.weights },
    rows: { [PairModel.items]: lookup.rows },
    loss: (weights) => {
      const vectors = weights.get(PairModel.items, [-1, model.size]);
      const side = [histories.size, histories.length, model.size];
      const { logits, auxiliary } = network.score(weights, {
        ...histories,
        history: embed(vectors, input).reshape(side),
        now: batch.time,
        target: embed(vectors, asked),
        row,
        training: {
          dropout: { rate: options.dropout, random: batch.random("dropout") },
          rows: lookup.rows,
          ...network.unseen && { unseen: embed(vectors, unseen).reshape(side) },
        },
      });
      const table = logits.reshape([size, 1 + count]);
      const loss = bceLoss(table.slice([0, 0], [size, 1]), table.slice([0, 1], [size, count]));
      return auxiliary === undefined ? loss : loss.add(auxiliary);
    },
    ...statistics && {
      recorded: (records) => updateStatistics(statistics, { records, momentum: MOMENTUM }),
    },
  };

  /** An item per position: of the domain of what is there, none of the user's. */
  function unseenHistory(): Uint32Array {
    const { input, present, length } = histories, other = Uint32Array.from(input);
    const places = [...input.keys()].filter((at) => present[at] === 1 && input[at] !== model.start);
    sampler.unseen(Uint32Array.from(places, (at) => input[at]), {
      users: Uint32Array.from(places, (at) => users[Math.floor(at / length)]),
      count: 1,
      random: batch.random("unseen"),
    }).forEach((item, i) => other[places[i]] = item);
    return other;
  }
}
