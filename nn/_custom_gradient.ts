import { tf } from "./_tf.ts";
import type { Tensor } from "./tensor.ts";

/**
 * A function with a gradient of its own, which may read the inputs (they are kept for it). Made of
 * differentiable operations, the gradient can itself be differentiated.
 *
 * @param inputs what the function is of
 * @param value the function; what it gives besides its value is kept for the gradient
 * @param gradient per input, from the slope of the value, the inputs and what was kept
 */
export function customGradient(
  inputs: Tensor[],
  value: (inputs: Tensor[]) => Tensor | [Tensor, ...Tensor[]],
  gradient: (slope: Tensor, kept: Tensor[]) => Tensor[],
): Tensor {
  return tf.customGrad<Tensor>((...given) => {
    const tensors = given.filter((each) => each instanceof tf.Tensor);
    const [result, ...kept] = [value(tensors)].flat();
    for (const each of given) if (typeof each === "function") each([...tensors, ...kept]);
    return { value: result, gradFunc: gradient };
  })(...inputs);
}
