import type { Parameters } from "../parameters/parameters.ts";
import { eachUpdate } from "./_each_update.ts";
import { rateAt } from "./_rate_at.ts";
import { Adam } from "./adam.ts";
import type { LearningRate } from "./learning_rate.ts";

/**
 * Adam with decoupled weight decay: before Adam's step, every value loses learning rate × weight
 * decay of itself, which its moments never see. Of a table, only the rows of the step decay and move
 * (see `Adam`).
 *
 * Source: Loshchilov & Hutter, "Decoupled weight decay regularization" (ICLR 2019), algorithm 2, with
 * the decay times the learning rate, as PyTorch has it.
 *
 * @example
 * ```ts
 * import { AdamW } from "./adam_w.ts";
 * const x = { shape: [1], values: new Float32Array([8]) };
 * const adam = new AdamW({ learningRate: 0.5, weightDecay: 0.5 });
 * adam.update({ x }, { x: new Float32Array(1) });
 * if (x.values[0] !== 6) throw new Error("not a quarter less");
 * ```
 */
export class AdamW {
  readonly #adam: Adam;
  readonly #rate: LearningRate;
  readonly #decay: number;
  #steps = 0;

  /** Starts at step 0; what is not given is as in `Adam`. */
  constructor(
    options: {
      learningRate: LearningRate;
      weightDecay: number;
      beta1?: number;
      beta2?: number;
      epsilon?: number;
    },
  ) {
    const { weightDecay, ...adam } = options;
    this.#adam = new Adam(adam);
    this.#rate = options.learningRate;
    this.#decay = weightDecay;
  }

  /**
   * One step: changes the values of `parameters` in place.
   *
   * @param parameters all that a gradient is given for
   * @param gradients by name; of a table in `rows`, one row of gradient per row there
   * @param options `rows`: by name, the rows of a table that the gradient is for, each once
   * @throws {TypeError} if a gradient has no parameter, or another size than it
   * @throws {RangeError} if a table has no such row, or the learning rate is negative or not finite
   */
  update(
    parameters: Parameters,
    gradients: Readonly<Record<string, Float32Array>>,
    options: { rows?: Readonly<Record<string, Uint32Array>> } = {},
  ): void {
    const updates = eachUpdate(parameters, gradients, options.rows);
    const kept = 1 - rateAt(this.#rate, this.#steps++) * this.#decay;
    for (const { values, rows, width } of updates) {
      for (const row of rows) {
        for (let at = row * width, end = at + width; at < end; at++) values[at] *= kept;
      }
    }
    this.#adam.update(parameters, gradients, options);
  }
}
