import { type Behaviours, historyBatch, type Parameter, Weights } from "@permafrost/bench/nn";
import type { Parameters, Tensor } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import { type BiaoModel, PERCEPTRON } from "./_model.ts";
import { importance, type PerceivedHistory, rawImportance } from "./_perceptron.ts";

/**
 * What vectors are read times: they start with a deviation of 0.05, in the released code of 1. From
 * numbers as small as theirs the perceptron would learn little more than one weight for all.
 */
const SCALE = 20;

/** What the perceptron reads of some source behaviours, as numbers: nothing leads back to θ. */
export class PerceivedSource {
  readonly #model: Pick<BiaoModel, "config">;
  readonly #item: Parameter;
  readonly #histories: readonly { vectors: Parameter; present: Uint8Array }[];

  /**
   * Vectors as they are now. The histories are what the behaviours' users did before each, and not the
   * behaviour itself, cut to the last `historyLength` on either side.
   *
   * @param options `fit`: pads to the longest history only
   */
  constructor(
    model: Pick<BiaoModel, "config" | "base">,
    { item, history, row }: Behaviours,
    { fit = true } = {},
  ) {
    const { base, config: { historyLength } } = model, { start, itemSize } = base;
    this.#model = model;
    const read = (items: ArrayLike<number>): Parameter => {
      const { shape, values } = base.itemVectors(items);
      return { shape, values: values.map((value) => SCALE * value) };
    };
    this.#item = read(item);
    this.#histories = (["source", "target"] as const).map((side) => {
      const options = { length: historyLength, start, fit };
      const { input, length } = historyBatch(base.histories(history, side), options);
      const items = new Uint32Array(row.length * length);
      row.forEach((from, i) =>
        items.set(input.subarray(from * length, (from + 1) * length), i * length)
      );
      const { values } = read(items);
      return {
        vectors: { shape: [row.length, length, itemSize], values },
        // The start token is no event.
        present: Uint8Array.from(items, (each) => each === start ? 0 : 1),
      };
    });
  }

  /** γ₁ · γ₂ of each behaviour, from φ on the device. */
  raw(weights: Weights): Tensor {
    const onDevice = ({ shape, values }: Parameter): Tensor => tf.tensor(values, [...shape]);
    const [source, target] = this.#histories.map(({ vectors, present }): PerceivedHistory => {
      return { vectors: onDevice(vectors), present };
    });
    const behaviours = { item: onDevice(this.#item), source, target };
    return rawImportance(behaviours, weights.within(PERCEPTRON), this.#model.config);
  }

  /**
   * What each behaviour weighs in a step, from φ on the device: equation 8 over the mean of σ in the
   * batch, so that the weights mean γ. What is good or bad for all of them is γ's to say: it would drive
   * every σ to its end, where no behaviour can be told from another.
   */
  weights(weights: Weights): Tensor {
    const { config } = this.#model, raw = this.raw(weights);
    const all = importance(raw, weights.within(PERCEPTRON), config);
    return config.normalisation === "sigmoid" ? all.div(tf.sigmoid(raw).mean()) : all;
  }
}

/** φ on the device, as numbers that nothing is learned by. */
export function fixed(phi: Parameters): Weights {
  const tensors = Object.entries(phi).map(([name, { shape, values }]) =>
    [name, tf.tensor(values, [...shape])] as const
  );
  return new Weights(Object.fromEntries(tensors));
}
