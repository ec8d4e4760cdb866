import { lossGradients } from "../_loss_gradients.ts";
import { tf } from "../_tf.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { twiceDifferentiable } from "./_twice_differentiable.ts";

/**
 * How the slope of a loss along a direction changes: its gradients by some tensors, undefined by those
 * that it does not depend on. By what the direction goes along they are the product of the Hessian
 * with the direction, by anything else in the loss that of the mixed second derivatives with it.
 *
 * `along` is the direction, per tensor that the loss is of one of its shape.
 */
export type SlopeGradients = (
  options: { along: readonly Tensor[]; by: readonly Tensor[] },
) => (Tensor | undefined)[];

/**
 * Computes with the slopes of a loss. The loss and its gradient are computed once, and recorded; each
 * direction is then propagated back through the back-propagation.
 *
 * @param named what directions go along
 * @param loss from them to one number
 * @param use may ask for any number of directions, one after the other
 * @throws {TypeError} if the loss is not one number, or does not depend on a tensor of `named`
 */
export function withSlopeGradients<T>(
  named: ReadonlyMap<string, Tensor>,
  loss: (weights: Weights) => Tensor,
  use: (slopes: SlopeGradients) => T,
): T {
  const engine = tf.engine(), { state } = engine, tape: typeof state.activeTape = [];
  const flat = (tensors: readonly Tensor[]): Tensor =>
    tf.concat(tensors.map((tensor) => tf.reshape(tensor, [-1])));
  const held: Tensor[] = [];
  try {
    // As in a gradient of a gradient, whose tape tfjs keeps for one direction only.
    state.activeTape = tape;
    state.gradientDepth++;
    try {
      held.push(
        twiceDifferentiable(() => tf.tidy(() => flat(lossGradients(named, loss).gradients))),
      );
    } finally {
      state.gradientDepth--;
    }
    const recorded = (): Tensor => {
      // tfjs disposes of what a tape saved behind a gradient: of these nodes, nothing.
      state.activeTape = tape.map((node) => ({ ...node, saved: [] }));
      return held[0];
    };
    return use(({ along, by }) =>
      twiceDifferentiable(() =>
        tf.tidy(() => engine.gradients(recorded, [...by], flat(along), true).grads)
      )
    );
  } finally {
    tf.dispose([held, ...tape.map(({ saved }) => saved ?? [])]);
  }
}
