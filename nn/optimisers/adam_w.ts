import type { TrainingPart } from "../checkpoints/training_part.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { adamStep } from "./_adam_step.ts";
import type { AdamNumbers } from "./_adam_step.ts";
import { eachUpdate } from "./_each_update.ts";
import { Moments } from "./_moments.ts";
import { rateAt } from "./_rate_at.ts";
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
  readonly #rate: LearningRate;
  readonly #decay: number;
  readonly #numbers: AdamNumbers;
  readonly #moments = new Moments("adam_w", ["first", "second"]);

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
    const { learningRate, weightDecay, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
    this.#rate = learningRate;
    this.#decay = weightDecay;
    this.#numbers = { beta1, beta2, epsilon, weightDecay: 0 };
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
    const updates = eachUpdate(parameters, gradients, options.rows), moments = this.#moments;
    const rate = rateAt(this.#rate, moments.steps), kept = 1 - rate * this.#decay;
    moments.steps++;
    for (const update of updates) {
      const { values, rows, width } = update;
      for (const row of rows) {
        for (let at = row * width, end = at + width; at < end; at++) values[at] *= kept;
      }
      adamStep(update, moments, { rate, numbers: this.#numbers });
    }
  }

  /**
   * Its moments and number of steps, by stable names: `adam_w.first.<parameter>`,
   * `adam_w.second.<parameter>`, `adam_w.steps`. The arrays are
   * its own, which the next step changes.
   */
  state(): TrainingPart {
    return this.#moments.state();
  }

  /**
   * Goes on from a state as if it had taken its steps itself, to the same bytes.
   *
   * @param state of an optimiser with the same options
   * @param parameters that it is for
   * @throws {TypeError} if it is another optimiser's, or does not fit the parameters
   */
  restore(state: TrainingPart, parameters: Parameters): void {
    this.#moments.restore(state, parameters);
  }
}
