import { tf } from "../_tf.ts";
import type { Tensor } from "../tensor.ts";
import type { Activation } from "./activation.ts";
import { gelu } from "./gelu.ts";

/** The function that a name stands for. */
export function activate(x: Tensor, activation: Activation): Tensor {
  switch (activation) {
    case "relu":
      return tf.relu(x);
    case "gelu":
      return gelu(x);
    case "silu":
      return tf.mul(x, tf.sigmoid(x));
    case "sigmoid":
      return tf.sigmoid(x);
    case "tanh":
      return tf.tanh(x);
    default:
      throw new TypeError(`Cannot activate by "${activation satisfies never}": unknown`);
  }
}
