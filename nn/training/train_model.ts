import type { FitContext, Scorer } from "../../plugins/contract/mod.ts";
import { readTrainingState } from "../checkpoints/read_training_state.ts";
import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import { writeTrainingState } from "../checkpoints/write_training_state.ts";
import { differentiate } from "../differentiate.ts";
import type { Adam } from "../optimisers/adam.ts";
import type { Sgd } from "../optimisers/sgd.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { BestWeights } from "./_best_weights.ts";
import type { TrainingStep } from "./training_step.ts";

/**
 * Trains until validation stops getting better, and leaves the parameters with the best weights. An
 * epoch ends with a validation and a checkpoint, from which a fit that was interrupted goes on to the
 * same bytes; epochs that are short for the size of a large model share a checkpoint.
 *
 * @param options `parameters`: everything that a step may change, and nothing else (`kept`: what
 * stands beside it, such as running statistics); `scorer`: scores by the parameters as they are;
 * `context`; `about`: what a checkpoint has to be of, usually config and number of items (the seed is
 * added); `optimisers`; `epochs` at most; `patience`: epochs without a better validation value before
 * it stops; `steps` of an epoch: a function of the epoch alone, so that a resumed fit can go on
 * @throws {TypeError} if the checkpoint is of something else, or is damaged
 *
 * @example
 * ```ts
 * import { openDevice } from "../open_device.ts";
 * import { Adam } from "../optimisers/adam.ts";
 * import { trainModel } from "./train_model.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * const x = { shape: [1], values: new Float32Array([5]) };
 * const step = {
 *   inputs: { x },
 *   loss: (weights: import("../parameters/weights.ts").Weights) => weights.get("x", [1]).square().sum(),
 * };
 * await trainModel({
 *   parameters: { x },
 *   scorer: { score: () => Promise.resolve(new Float32Array()) },
 *   context: {
 *     seed: 1,
 *     device: "cpu",
 *     signal: new AbortController().signal,
 *     validate: () => Promise.resolve({ value: -Math.abs(x.values[0]), byDomain: new Float64Array() }),
 *     progress() {},
 *     checkpoint: () => Promise.resolve(),
 *   },
 *   about: {},
 *   optimisers: [new Adam({ learningRate: 0.1 })],
 *   epochs: 20,
 *   patience: 3,
 *   steps: () => Array.from({ length: 10 }, () => step),
 * });
 * if (Math.abs(x.values[0]) > 0.1) throw new Error("not at the minimum of x²");
 * ```
 */
export async function trainModel(options: {
  parameters: Parameters;
  kept?: Parameters;
  scorer: Scorer;
  context: FitContext;
  about: Readonly<Record<string, string | number | boolean>>;
  optimisers: readonly (Adam | Sgd)[];
  epochs: number;
  patience: number;
  steps: (epoch: number) => Iterable<TrainingStep>;
}): Promise<void> {
  const { parameters, context, optimisers, epochs } = options;
  const weights = { ...parameters, ...options.kept }, best = new BestWeights(weights);
  const about = { ...options.about, seed: context.seed };
  const nameOf = (optimiser: number): string => `optimiser_${optimiser}`;
  // Values, two moments, best values.
  const size = 4 * Object.values(weights).reduce((sum, { values }) => sum + values.length, 0);
  let epoch = 0, changed = 0;
  if (context.resume !== undefined) {
    const parts = ["model", "best", ...optimisers.map((_, at) => nameOf(at))];
    const saved = readTrainingState(context.resume, { about, parts });
    restoreParameters(weights, saved.model.arrays);
    optimisers.forEach((each, at) => each.restore(saved[nameOf(at)], parameters));
    best.restore(saved.best);
    epoch = saved.model.numbers.epochs;
  }
  while (epoch < epochs && best.worse < options.patience) {
    let sum = 0, steps = 0;
    for (const step of options.steps(epoch)) {
      context.signal.throwIfAborted();
      const { value, gradients, records } = step.slopes
        ? { ...await step.slopes(), records: {} }
        : await differentiate(step.inputs, step.loss);
      const wanted = step.trained === undefined ? gradients : pick(gradients, step.trained);
      optimisers[step.optimiser ?? 0].update(parameters, wanted, { rows: step.rows ?? {} });
      step.recorded?.(records);
      for (const gradient of Object.values(wanted)) changed += gradient.length;
      sum += value;
      steps++;
    }
    epoch++;
    // A view without events has no step.
    context.progress({ done: epoch, total: epochs, loss: sum / Math.max(1, steps) });
    best.see((await context.validate(options.scorer)).value);
    // On amazon5, to keep a number takes a tenth of the time in which a step changes one: that makes
    // 5 % of training at most. The first million takes no time to speak of.
    if (changed < 2 * (size - 1e6)) continue;
    changed = 0;
    await context.checkpoint(writeTrainingState({
      model: { arrays: weights, numbers: { epochs: epoch } },
      best: best.state(),
      ...Object.fromEntries(optimisers.map((each, at) => [nameOf(at), each.state()])),
    }, { about }));
  }
  best.putBack();
}

function pick<T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}
