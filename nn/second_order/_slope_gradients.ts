import { gradientsOf } from "../_gradients.ts";
import { lossGradients } from "../_loss_gradients.ts";
import { tf } from "../_tf.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { twiceDifferentiable } from "./_twice_differentiable.ts";

/**
 * How the slope of a loss along a direction changes: its gradients by some tensors, undefined by those
 * that it does not depend on. Back-propagation through the back-propagation. By what the direction
 * goes along they are the product of the Hessian with the direction, by anything else in the loss that
 * of the mixed second derivatives with it.
 *
 * @param named what the direction goes along
 * @param loss from them to one number
 * @param options `along`: the direction, per tensor of `named` one of its shape; `by`: what to
 * differentiate the slope by
 * @throws {TypeError} if the loss is not one number, or does not depend on a tensor of `named`
 */
export function slopeGradients(
  named: ReadonlyMap<string, Tensor>,
  loss: (weights: Weights) => Tensor,
  { along, by }: { along: readonly Tensor[]; by: readonly Tensor[] },
): (Tensor | undefined)[] {
  const { value, gradients } = twiceDifferentiable(() =>
    gradientsOf(() => {
      const terms = lossGradients(named, loss).gradients
        .map((gradient, i) => tf.sum(tf.mul(gradient, along[i])));
      return terms.reduce((sum, term) => tf.add(sum, term));
    }, [...by])
  );
  value.dispose();
  return gradients;
}
