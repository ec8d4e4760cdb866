import type { Parameter, Parameters } from "../parameters/parameters.ts";

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
  readonly #rate: number;
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;
  readonly #moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  #steps = 0;

  /** Starts at step 0; the decay of the moments and ε are Adam's usual ones where they are not given. */
  constructor(
    options: { learningRate: number; beta1?: number; beta2?: number; epsilon?: number },
  ) {
    this.#rate = options.learningRate;
    this.#beta1 = options.beta1 ?? 0.9;
    this.#beta2 = options.beta2 ?? 0.999;
    this.#epsilon = options.epsilon ?? 1e-8;
  }

  /**
   * One step: changes the values of `parameters` in place.
   *
   * @param parameters all that a gradient is given for
   * @param gradients by name; of a table in `rows`, one row of gradient per row there
   * @param options `rows`: by name, the rows of a table that the gradient is for, each once
   * @throws {TypeError} if a gradient has no parameter, or another size than it
   */
  update(
    parameters: Parameters,
    gradients: Readonly<Record<string, Float32Array>>,
    options: { rows?: Readonly<Record<string, Uint32Array>> } = {},
  ): void {
    this.#steps++;
    for (const [name, gradient] of Object.entries(gradients)) {
      const parameter = parameters[name], rows = options.rows?.[name];
      if (parameter === undefined) {
        throw new TypeError(`Cannot update "${name}": no such parameter, expected one`);
      }
      const width = rows ? parameter.values.length / parameter.shape[0] : parameter.values.length;
      const wanted = rows ? rows.length * width : width;
      if (gradient.length !== wanted) {
        throw new TypeError(
          `Cannot update "${name}": a gradient of ${gradient.length} numbers, expected ${wanted}`,
        );
      }
      this.#step(name, parameter, gradient, rows ?? new Uint32Array(1));
    }
  }

  #step(name: string, { values }: Parameter, gradient: Float32Array, rows: Uint32Array): void {
    let moments = this.#moments.get(name);
    if (moments === undefined) {
      moments = {
        first: new Float32Array(values.length),
        second: new Float32Array(values.length),
      };
      this.#moments.set(name, moments);
    }
    const { first, second } = moments;
    const beta1 = this.#beta1, beta2 = this.#beta2, epsilon = this.#epsilon;
    const rate = this.#rate / (1 - beta1 ** this.#steps);
    const correction = Math.sqrt(1 - beta2 ** this.#steps);
    const width = rows.length === 0 ? 0 : gradient.length / rows.length;
    for (let row = 0, from = 0; row < rows.length; row++) {
      for (let at = rows[row] * width, end = at + width; at < end; at++, from++) {
        const slope = gradient[from];
        const m = first[at] = beta1 * first[at] + (1 - beta1) * slope;
        const v = second[at] = beta2 * second[at] + (1 - beta2) * slope * slope;
        values[at] -= rate * m / (Math.sqrt(v) / correction + epsilon);
      }
    }
  }
}
