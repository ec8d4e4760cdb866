import type { TrainingPart } from "../checkpoints/training_part.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { adamStep } from "./_adam_step.ts";
import type { AdamNumbers } from "./_adam_step.ts";
import { eachUpdate } from "./_each_update.ts";
import { Moments } from "./_moments.ts";
import { rateAt } from "./_rate_at.ts";
import type { LearningRate } from "./learning_rate.ts";

/**
 * Adam on parameters in host memory, dense or by rows.
 *
 * For a table of which a step used some rows only, `rows` says which: just these and their moments
 * change, so that a step costs what the batch costs, whatever the size of the table. The moments of
 * the other rows do not decay meanwhile ("lazy" Adam), and the bias correction counts all steps.
 *
 * Source: Kingma & Ba, "Adam: a method for stochastic optimization" (ICLR 2015), algorithm 1.
 *
 * @example
 * ```ts
 * import { Adam } from "./adam.ts";
 * const x = { shape: [1], values: new Float32Array([5]) };
 * const adam = new Adam({ learningRate: 0.1 });
 * for (let step = 0; step < 200; step++) {
 *   adam.update({ x }, { x: new Float32Array([2 * x.values[0]]) });
 * }
 * if (Math.abs(x.values[0]) > 0.1) throw new Error("not at the minimum of x²");
 * ```
 */
export class Adam {
  readonly #rate: LearningRate;
  readonly #numbers: AdamNumbers;
  readonly #moments = new Moments("adam", ["first", "second"]);

  /**
   * Starts at step 0; the decay of the moments and ε are Adam's usual ones where they are not given.
   * `weightDecay` (0 if not given) adds that share of a value to its slope; of a table, in the rows
   * of the step only. For the decay beside the slope see `AdamW`.
   */
  constructor(
    options: {
      learningRate: LearningRate;
      beta1?: number;
      beta2?: number;
      epsilon?: number;
      weightDecay?: number;
    },
  ) {
    const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
    this.#rate = learningRate;
    this.#numbers = { beta1, beta2, epsilon, weightDecay };
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
    const rate = rateAt(this.#rate, moments.steps);
    moments.steps++;
    for (const update of updates) adamStep(update, moments, { rate, numbers: this.#numbers });
  }

  /**
   * Its moments and number of steps, by stable names: `adam.first.<parameter>`, `adam.second.<parameter>`,
   * `adam.steps`. The arrays are
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
