import type { FitContext, Scorer } from "../../plugins/contract/mod.ts";
import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import { copyParameters } from "../parameters/copy_parameters.ts";
import type { Parameters } from "../parameters/parameters.ts";

/**
 * Trains a model that can do something already, and takes it back to what it was unless validation says
 * that it became better. It asks for two validations beside those of the training.
 *
 * @param model its `parameters`, which training changes in place; `forget`: called when they are put
 * back
 * @param options `scorer` of the model, to be validated; `train`
 *
 * @example
 * ```ts
 * import { fineTune } from "./fine_tune.ts";
 * const x = { shape: [1], values: Float32Array.of(5) };
 * await fineTune({ parameters: { x }, forget() {} }, {
 *   scorer: { score: () => Promise.resolve(x.values) },
 *   context: {
 *     validate: () => Promise.resolve({ value: x.values[0], byDomain: new Float64Array() }),
 *   },
 *   train: () => Promise.resolve(void x.values.fill(4)),
 * });
 * if (x.values[0] !== 5) throw new Error("worse than before");
 * ```
 */
export async function fineTune(
  model: { readonly parameters: Parameters; forget(): void },
  { scorer, context, train }: {
    scorer: Scorer;
    context: Pick<FitContext, "validate">;
    train: () => Promise<void>;
  },
): Promise<void> {
  const { parameters } = model, before = copyParameters(parameters);
  const { value: unchanged } = await context.validate(scorer);
  await train();
  const { value: tuned } = await context.validate(scorer);
  // Without validation cases both are NaN, and the last weights are the best ones.
  if (!(unchanged >= tuned)) return;
  restoreParameters(parameters, before);
  model.forget();
}
