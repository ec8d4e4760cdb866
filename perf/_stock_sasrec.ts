import * as tf from "@tensorflow/tfjs";
import { SIZES } from "./_training.ts";

/**
 * SASRec's encoder in plain tfjs: the same operations as `sasrecEncoder`, by the fastest way that
 * stock operations have (a dense layer over positions is one product of rank 2).
 */
export function stockSasrec(
  x: tf.Tensor,
  weight: (name: string) => tf.Tensor,
  dropout: number,
): tf.Tensor {
  const { length, size, blocks, heads } = SIZES;
  const drop = (y: tf.Tensor) => dropout > 0 ? tf.dropout(y, dropout) : y;
  const product = (y: tf.Tensor, name: string) =>
    tf.reshape(tf.matMul(tf.reshape(y, [-1, size]), weight(`${name}.weight`)), y.shape);
  const linear = (y: tf.Tensor, name: string) => tf.add(product(y, name), weight(`${name}.bias`));
  const norm = (y: tf.Tensor, name: string) => {
    const { mean, variance } = tf.moments(y, -1, true);
    const normal = tf.mul(tf.sub(y, mean), tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(normal, weight(`${name}.weight`)), weight(`${name}.bias`));
  };

  // 1 where a position may not look.
  const later = tf.sub(1, tf.linalg.bandPart(tf.ones([length, length]), -1, 0));
  const mask = tf.mul(later, -1e9);
  const split = (y: tf.Tensor) =>
    tf.transpose(tf.reshape(y, [-1, length, heads, size / heads]), [0, 2, 1, 3]);
  const attention = (y: tf.Tensor, name: string) => {
    const [query, key, value] = ["query", "key", "value"].map((part) =>
      split(product(y, `${name}.${part}`))
    );
    const logits = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(size / heads));
    const mixed = tf.matMul(tf.softmax(tf.add(logits, mask)), value);
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), y.shape);
  };

  let states = drop(tf.add(tf.mul(x, Math.sqrt(size)), weight("position.weight")));
  for (let block = 0; block < blocks; block++) {
    const inside = `blocks.${block}`;
    const seen = attention(norm(states, `${inside}.attention_norm`), `${inside}.attention`);
    states = tf.add(states, drop(seen));
    const inner = tf.relu(
      linear(norm(states, `${inside}.feed_forward_norm`), `${inside}.feed_forward.inner`),
    );
    states = tf.add(states, drop(linear(inner, `${inside}.feed_forward.outer`)));
  }
  return norm(states, "norm");
}
