import { Adam, clipGradients, type Parameters } from "@permafrost/bench/nn";

/**
 * Adam as BERT is trained: gradients are clipped first, and every weight loses learning rate ×
 * `weightDecay` of itself, which the moments never see; biases and layer norms do not. Of a table,
 * the rows of the step alone.
 */
export class BertAdam extends Adam {
  readonly #options: Readonly<{ rate: (step: number) => number; decay: number; norm: number }>;

  /** `rate` by step, from 0; `norm`: the greatest length of a step's gradients. */
  constructor(options: { rate: (step: number) => number; weightDecay: number; norm: number }) {
    super({ learningRate: options.rate });
    const { rate, weightDecay: decay, norm } = options;
    this.#options = { rate, decay, norm };
  }

  override update(
    parameters: Parameters,
    gradients: Readonly<Record<string, Float32Array>>,
    options: { rows?: Readonly<Record<string, Uint32Array>> } = {},
  ): void {
    const { rate, decay, norm } = this.#options,
      { numbers: { "adam.steps": steps } } = this.state();
    const lost = rate(steps) * decay;
    for (const name of Object.keys(gradients)) {
      if (/bias$|norm\.weight$/.test(name)) continue;
      const { values, shape } = parameters[name], width = values.length / shape[0];
      for (const row of options.rows?.[name] ?? Array(shape[0]).keys()) {
        for (let at = row * width, end = at + width; at < end; at++) {
          values[at] -= lost * values[at];
        }
      }
    }
    super.update(parameters, clipGradients(gradients, { norm }).gradients, options);
  }
}
