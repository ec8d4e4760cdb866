import { gradientsOf } from "./_gradients.ts";
import { oneNumber } from "./_one_number.ts";
import { tf } from "./_tf.ts";
import { Weights } from "./parameters/weights.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The value of a loss and its gradients by named tensors, in their order.
 *
 * @param named what the loss is of
 * @param loss from them to one number
 * @param record takes what the loss records
 * @throws {TypeError} if the loss is not one number, or does not depend on a tensor
 */
export function lossGradients(
  named: ReadonlyMap<string, Tensor>,
  loss: (weights: Weights) => Tensor,
  record?: (path: string, tensor: Tensor) => void,
): { value: Tensor; gradients: Tensor[] } {
  const options = record === undefined ? {} : { record };
  const { value, gradients } = gradientsOf(
    () => oneNumber(loss(new Weights(Object.fromEntries(named), options))),
    [...named.values()],
  );
  const known = gradients.filter((gradient) => gradient !== undefined);
  if (known.length === named.size) return { value, gradients: known };
  tf.dispose([value, ...known]);
  const unused = [...named.keys()].find((_, i) => gradients[i] === undefined);
  throw new TypeError(
    `Cannot differentiate by "${unused}": the loss does not depend on it, expected that it does`,
  );
}
