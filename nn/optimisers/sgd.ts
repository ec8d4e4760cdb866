import type { TrainingPart } from "../checkpoints/training_part.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { eachUpdate } from "./_each_update.ts";
import { Moments } from "./_moments.ts";
import { rateAt } from "./_rate_at.ts";
import type { LearningRate } from "./learning_rate.ts";

/**
 * Stochastic gradient descent on parameters in host memory, dense or by rows, with momentum:
 * velocity ← momentum · velocity + slope, value ← value − learning rate · velocity.
 *
 * Of a table in `rows`, just these rows and their velocities change: the other velocities neither
 * decay nor move their rows meanwhile ("lazy" momentum), and only the rows of the step lose weight.
 *
 * Source: Sutskever et al., "On the importance of initialization and momentum in deep learning" (ICML
 * 2013), equations 1 and 2, with the learning rate outside the velocity, as PyTorch has it.
 *
 * @example
 * ```ts
 * import { Sgd } from "./sgd.ts";
 * const x = { shape: [1], values: new Float32Array([5]) };
 * new Sgd({ learningRate: 0.25 }).update({ x }, { x: new Float32Array([8]) });
 * if (x.values[0] !== 3) throw new Error("not a quarter of the slope down");
 * ```
 */
export class Sgd {
  readonly #rate: LearningRate;
  readonly #momentum: number;
  readonly #decay: number;
  readonly #moments: Moments;

  /**
   * Starts at rest. `momentum`: share of the velocity that stays, 0 if not given; `weightDecay` (0 if
   * not given) adds that share of a value to its slope.
   */
  constructor(options: { learningRate: LearningRate; momentum?: number; weightDecay?: number }) {
    this.#rate = options.learningRate;
    this.#momentum = options.momentum ?? 0;
    this.#decay = options.weightDecay ?? 0;
    this.#moments = new Moments("sgd", this.#momentum === 0 ? [] : ["velocity"]);
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
    const rate = rateAt(this.#rate, moments.steps),
      momentum = this.#momentum,
      decay = this.#decay;
    moments.steps++;
    for (const update of updates) {
      const { values, gradient, rows, width } = update;
      const velocity = momentum === 0 ? undefined : moments.of(update)[0];
      for (let row = 0, from = 0; row < rows.length; row++) {
        for (let at = rows[row] * width, end = at + width; at < end; at++, from++) {
          let slope = gradient[from] + decay * values[at];
          if (velocity !== undefined) slope = velocity[at] = momentum * velocity[at] + slope;
          values[at] -= rate * slope;
        }
      }
    }
  }

  /**
   * Its velocities and number of steps, by stable names: `sgd.velocity.<parameter>`, with
   * momentum only; `sgd.steps`. The arrays are
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
