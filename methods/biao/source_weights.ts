import type { TrainView } from "@permafrost/bench/method";
import { evaluate, EventSamples } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { BiaoModel, PERCEPTRON } from "./_model.ts";
import { PerceivedSource } from "./_perceived.ts";
import { importance } from "./_perceptron.ts";
import type { BiaoConfig } from "./method.ts";

/** Behaviours that are on the device at once: memory does not grow with the view. */
const CHUNK = 512;

/**
 * What a trained BIAO lets every behaviour of the source weigh in the training loss (equation 8): what
 * the paper's figures 3 and 4 are of. A weight depends on the behaviour and what its user did before
 * it, not on what else is asked; "batch-softmax", which is of a batch, is taken over the whole view.
 *
 * @param weights what a scorer saved
 * @param options `train`: the view that it was trained on, or another one of its catalogue; `config`
 * that it was trained with
 * @returns per event of the view its weight, NaN where it is no source behaviour that is trained on
 * @throws {TypeError} if the weights are of another config
 *
 * @example
 * ```ts
 * import { openDevice } from "@permafrost/bench/nn";
 * import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
 * import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
 * import { BiaoModel } from "./_model.ts";
 * import biao from "./method.ts";
 * import { sourceWeights } from "./source_weights.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * // Items 0 and 2 are of the target, item 1 of the source.
 * const train = buildTrainView([[0, 1, 2], [1]], buildCatalogue(3, { domains: 2 }));
 * const config = biao.defaults;
 * const weights = await BiaoModel.of(train, config, 1).scorer().save?.() ?? new Uint8Array();
 * const found = await sourceWeights(weights, { train, config });
 * if ([...found].map((each) => each > 0).join() !== "false,true,false,true") throw new Error("others");
 * ```
 */
export async function sourceWeights(
  weights: Uint8Array,
  { train, config }: { train: TrainView; config: BiaoConfig },
): Promise<Float32Array> {
  const { catalogue, events: { item }, trainable } = train;
  const model = BiaoModel.restored(weights, { catalogue, config, seed: 0 }), { base, phi } = model;
  const samples = new EventSamples(train, { domains: base.sources });
  const raw = new Float32Array(samples.size);
  for (let first = 0; first < raw.length; first += CHUNK) {
    const size = Math.min(CHUNK, raw.length - first);
    const chosen = samples.at(Array.from({ length: size }, (_, i) => first + i));
    // As long for whatever stands beside it: the same sums, to the bit.
    const behaviours = base.behaviours(chosen, { side: "source" });
    const perceived = new PerceivedSource(model, behaviours, { fit: false });
    raw.set(await evaluate(phi, (weights) => perceived.raw(weights)), first);
  }
  const found = raw.length === 0
    ? raw
    : await evaluate(phi, (weights) =>
      importance(tf.tensor1d(raw), weights.within(PERCEPTRON), config));
  let next = 0;
  // Samples are numbered in the view's order.
  return Float32Array.from(item, (each, event) => {
    const isTrained = (trainable[event >> 3] >> (event & 7) & 1) === 1;
    return isTrained && base.sources.includes(catalogue.itemDomain[each]) ? found[next++] : NaN;
  });
}
