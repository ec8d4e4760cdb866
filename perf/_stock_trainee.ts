import * as tf from "@tensorflow/tfjs";
import { ITEMS, type Model, SIZES, startWeights, type Trainee } from "./_training.ts";

/**
 * An encoder of stock operations: vectors of sequences to states, both `batch × length × size`, with
 * the weights that our own encoder has under the same names.
 */
export type StockEncoder = (
  x: tf.Tensor,
  weight: (name: string) => tf.Tensor,
  dropout: number,
) => tf.Tensor;

/** Training as tfjs's guides have it: variables, rows gathered from the whole table, `minimize()`. */
export function stockTrainee(model: Model, items: number, encode: StockEncoder): Trainee {
  const { batch: sequences, length, size, learningRate } = SIZES;
  const variables = new Map(
    Object.entries(startWeights(model, items)).map(([name, { shape, values }]) =>
      [name, tf.variable(tf.tensor(values, [...shape]))] as const
    ),
  );
  const weight = (name: string): tf.Tensor => {
    const variable = variables.get(name);
    if (variable) return variable;
    throw new TypeError(`Cannot use weight "${name}": there is none`);
  };
  // The ε of our own Adam; tfjs's is 1e-7 if none is given.
  const adam = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const list = [...variables.values()];
  return {
    async step(batch, dropout) {
      const cost = adam.minimize(
        () => {
          const rows = (places: Int32Array) =>
            tf.gather(weight(ITEMS), tf.tensor1d(places, "int32"));
          const x = tf.reshape(rows(batch.input), [sequences, length, size]);
          const inside = (name: string) => weight(`encoder.${name}`);
          const states = tf.reshape(encode(x, inside, dropout), [-1, size]);
          const positive = tf.sum(tf.mul(states, rows(batch.positive)), -1);
          const negative = tf.sum(tf.mul(states, rows(batch.negative)), -1);
          const misses = tf.add(tf.softplus(tf.neg(positive)), tf.softplus(negative));
          return tf.mean(misses).asScalar();
        },
        true,
        list,
      );
      if (cost === null) throw new Error("Cannot train stock tfjs: no loss, expected one");
      const [loss] = await cost.data();
      cost.dispose();
      return loss;
    },
  };
}
