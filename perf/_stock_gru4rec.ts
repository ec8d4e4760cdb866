import * as tf from "@tensorflow/tfjs";
import { SIZES } from "./_training.ts";

/**
 * GRU4Rec's encoder in plain tfjs: the equations of `gru`, with the products of all positions with the
 * input weights in one, as tfjs's own GRU layer cannot have them (nor the reset behind the product).
 */
export function stockGru4rec(
  x: tf.Tensor,
  weight: (name: string) => tf.Tensor,
  dropout: number,
): tf.Tensor {
  const { batch, length, size, layers } = SIZES;
  const drop = (y: tf.Tensor) => dropout > 0 ? tf.dropout(y, dropout) : y;
  let states = drop(x);
  for (let layer = 0; layer < layers; layer++) {
    const inside = `layers.${layer}`;
    const linear = (y: tf.Tensor, name: string) =>
      tf.add(
        tf.matMul(y, weight(`${inside}.${name}.weight`)),
        weight(`${inside}.${name}.bias`),
      );
    // Position by position in memory, so that taking them apart copies whole blocks.
    const rows = tf.reshape(tf.transpose(states, [1, 0, 2]), [-1, size]);
    const inputs = tf.unstack(tf.reshape(linear(rows, "input"), [length, batch, 3 * size]));
    let state: tf.Tensor = tf.zeros([batch, size]);
    const all = inputs.map((input) => {
      const [inputReset, inputUpdate, inputOwn] = tf.split(input, 3, 1);
      const [reset, update, own] = tf.split(linear(state, "hidden"), 3, 1);
      const candidate = tf.tanh(
        tf.add(inputOwn, tf.mul(tf.sigmoid(tf.add(inputReset, reset)), own)),
      );
      const share = tf.sigmoid(tf.add(inputUpdate, update));
      return state = tf.add(state, tf.mul(share, tf.sub(candidate, state)));
    });
    states = drop(tf.transpose(tf.stack(all), [1, 0, 2]));
  }
  return states;
}
