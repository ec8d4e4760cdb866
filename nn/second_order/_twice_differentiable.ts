import { composed } from "../_fused.ts";
import { tf } from "../_tf.ts";

/** Kernels whose gradient in tfjs reads their output, and the name of their input. */
const KERNELS = [
  ["Exp", "x"],
  ["Sigmoid", "x"],
  ["Softmax", "logits"],
  ["Tanh", "x"],
] as const;

/**
 * Runs a synchronous computation in which a gradient of a gradient is right. tfjs keeps a copy of an
 * output for its gradient that nothing links to the input, so that the gradient of that gradient
 * lacks a term, in silence: here the output is computed again, from the input.
 */
export function twiceDifferentiable<T>(compute: () => T): T {
  const stock = KERNELS.map(([kernelName]) => tf.getGradient(kernelName));
  try {
    KERNELS.forEach(([kernelName, input], i) =>
      tf.registerGradient({
        kernelName,
        inputsToSave: [input],
        gradFunc: (slope, [x], attrs) => {
          const output = tf.engine().runKernel(kernelName, { [input]: x }, attrs);
          return stock[i].gradFunc(slope, [output].flat(), attrs);
        },
      })
    );
    return composed(compute);
  } finally {
    for (const config of stock) tf.registerGradient(config);
  }
}
