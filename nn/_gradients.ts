import { tf } from "./_tf.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The value of a function of tensors and its gradients by them, undefined by those it does not depend
 * on. If the function throws, what tfjs kept for the gradient goes too, which tfjs itself forgets.
 */
export function gradientsOf(
  compute: () => Tensor,
  tensors: Tensor[],
): { value: Tensor; gradients: (Tensor | undefined)[] } {
  const engine = tf.engine();
  try {
    const { value, grads } = engine.gradients(compute, [...tensors], undefined, true);
    return { value, gradients: grads };
  } catch (error) {
    const { gradientDepth, activeTape } = engine.state;
    if (gradientDepth === 0) { for (const { saved } of activeTape ?? []) tf.dispose(saved ?? []); }
    throw error;
  }
}
