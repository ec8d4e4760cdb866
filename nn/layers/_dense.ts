import { customGradient } from "../_custom_gradient.ts";
import { isFused } from "../_fused.ts";
import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import { product } from "./_product.ts";

/** `x · weight + bias` over the last axis of x, and where `relu` says so what is below 0 becomes 0. */
export function dense(
  x: Tensor,
  { weight, bias, relu = false }: { weight: Tensor; bias: Tensor; relu?: boolean },
): Tensor {
  if (!isFused("_FusedMatMul")) {
    const sum = tf.add(product(x, weight), bias);
    return relu ? tf.relu(sum) : sum;
  }
  const [inputs, outputs] = weight.shape;
  const y = customGradient(
    [tf.reshape(x, [-1, inputs]), weight, bias],
    ([rows, matrix, row]) => {
      const y = fusedProduct(rows, matrix, row, relu);
      return relu ? [y, y] : y;
    },
    (slope, [rows, matrix, , y]) => {
      const by = relu ? tf.mul(slope, tf.step(y)) : slope;
      return [
        tf.matMul(by, matrix, false, true),
        tf.matMul(rows, by, true, false),
        tf.sum(by, 0),
      ];
    },
  );
  return tf.reshape(y, [...x.shape.slice(0, -1), outputs]);
}

/** The kernel itself: tfjs's own function leaves out the ReLU while it differentiates. */
function fusedProduct(a: Tensor, b: Tensor, bias: Tensor, relu: boolean): Tensor {
  const activation = relu ? "relu" : "linear";
  const y = tf.engine().runKernel<Tensor>(
    "_FusedMatMul",
    { a: tf.expandDims(a, 0), b: tf.expandDims(b, 0), bias },
    { transposeA: false, transposeB: false, activation },
  );
  return tf.squeeze(y, [0]);
}
