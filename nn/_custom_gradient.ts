import { tf } from "./_tf.ts";
import type { Tensor } from "./tensor.ts";

/**
 * A function with a gradient of its own, which may read the inputs (they are kept for it). Made of
 * differentiable operations, the gradient can itself be differentiated.
 *
 * @param inputs what the function is of
 * @param value the function
 * @param gradient per input, from the slope of the value and the inputs
 */
export function customGradient(
  inputs: Tensor[],
  value: (inputs: Tensor[]) => Tensor,
  gradient: (slope: Tensor, inputs: Tensor[]) => Tensor[],
): Tensor {
  return tf.customGrad<Tensor>((...given) => {
    const tensors = given.filter((each) => each instanceof tf.Tensor);
    for (const each of given) if (typeof each === "function") each(tensors);
    return { value: value(tensors), gradFunc: gradient };
  })(...inputs);
}
