import {
  gru4recEncoderParameters,
  normalParameter,
  type Parameters,
  RandomStream,
  sasrecEncoderParameters,
} from "../nn/mod.ts";

/** The models whose training step is measured. */
export type Model = "sasrec" | "gru4rec";

/** Their sizes, the same for every engine. */
export const SIZES = {
  batch: 128,
  length: 50,
  size: 64,
  blocks: 2,
  heads: 2,
  layers: 1,
  dropout: 0.2,
  learningRate: 0.001,
} as const;

/** Name of the table of item vectors. */
export const ITEMS = "item.weight";

/** One step's sequences: an item per position, the one that follows it and one that does not. */
export interface StepBatch {
  readonly input: Int32Array;
  readonly positive: Int32Array;
  readonly negative: Int32Array;
}

/** A model in training, by whatever engine. */
export interface Trainee {
  /**
   * One step of Adam.
   *
   * @param dropout share of numbers dropped
   * @returns the loss before it
   */
  step(batch: StepBatch, dropout: number): Promise<number>;
}

/** `count` batches of full sequences, items drawn uniformly from the whole catalogue. */
export function stepBatches(items: number, count: number): StepBatch[] {
  const positions = SIZES.batch * SIZES.length;
  return Array.from({ length: count }, (_, step) => {
    const random = RandomStream.from(7, "perf", "batch", step);
    const draw = () => Int32Array.from({ length: positions }, () => random.below(items));
    return { input: draw(), positive: draw(), negative: draw() };
  });
}

/**
 * A model's weights at the start. None of them is 0 or 1 throughout, as biases and norms usually are,
 * so that two engines whose losses agree use all of them alike.
 */
export function startWeights(model: Model, items: number): Parameters {
  const { size, length, blocks, layers } = SIZES, seed = 7;
  const encoder = model === "sasrec"
    ? sasrecEncoderParameters("encoder", { size, length, blocks, seed })
    : gru4recEncoderParameters("encoder", { size, layers, seed });
  for (const [name, { values }] of Object.entries(encoder)) {
    const random = RandomStream.from(seed, "perf", name);
    for (let i = 0; i < values.length; i++) values[i] += 0.05 * random.normal();
  }
  const random = RandomStream.from(seed, "perf", ITEMS);
  return { ...encoder, [ITEMS]: normalParameter([items, size], { deviation: 0.3, random }) };
}
