import type { Parameters } from "../parameters/parameters.ts";
import { eachUpdate } from "./_each_update.ts";
import type { Update } from "./_each_update.ts";
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
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;
  readonly #decay: number;
  readonly #moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  #steps = 0;

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
    this.#rate = options.learningRate;
    this.#beta1 = options.beta1 ?? 0.9;
    this.#beta2 = options.beta2 ?? 0.999;
    this.#epsilon = options.epsilon ?? 1e-8;
    this.#decay = options.weightDecay ?? 0;
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
    const rate = rateAt(this.#rate, this.#steps++);
    for (const update of updates) this.#step(update, rate / (1 - this.#beta1 ** this.#steps));
  }

  #step({ name, values, gradient, rows, width }: Update, rate: number): void {
    let moments = this.#moments.get(name);
    if (moments === undefined) {
      moments = {
        first: new Float32Array(values.length),
        second: new Float32Array(values.length),
      };
      this.#moments.set(name, moments);
    }
    const { first, second } = moments;
    const beta1 = this.#beta1, beta2 = this.#beta2, epsilon = this.#epsilon, decay = this.#decay;
    const correction = Math.sqrt(1 - beta2 ** this.#steps);
    for (let row = 0, from = 0; row < rows.length; row++) {
      for (let at = rows[row] * width, end = at + width; at < end; at++, from++) {
        const slope = gradient[from] + decay * values[at];
        const m = first[at] = beta1 * first[at] + (1 - beta1) * slope;
        const v = second[at] = beta2 * second[at] + (1 - beta2) * slope * slope;
        values[at] -= rate * m / (Math.sqrt(v) / correction + epsilon);
      }
    }
  }
}
