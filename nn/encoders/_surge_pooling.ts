import { tf } from "../_tf.ts";
import { augru } from "../layers/augru.ts";
import { gruParameters } from "../layers/gru.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { presenceMask } from "./_presence_mask.ts";
import type { SurgeFusion } from "./_surge_fusion.ts";
import { transform, transformParameters } from "./_surge_transform.ts";

/**
 * Interest-extraction graph pooling and what evolves over the clusters: SURGE, equations 9 to 11 and
 * 16. The clusters are as many for every sequence, so that padding does not count.
 *
 * @param fusion what `surgeFusion` gives
 * @param weights as from `surgePoolingParameters`
 * @returns `assignment`: of positions to clusters, `targets × length × clusters`, 0 at padding;
 * `state`: after the last cluster, `targets × size`
 */
export function surgePooling(
  { states, relevance, adjacency, present }: SurgeFusion,
  weights: Weights,
): { assignment: Tensor; state: Tensor } {
  const [targets, length, size] = states.shape;
  const there = tf.expandDims(presenceMask(present, states), -1);
  // First the transform, which makes less of them to sum: both are linear.
  const sums = tf.matMul(adjacency, transform(states, weights.within("assignment")));
  const shares = tf.softmax(sums);
  const assignment = tf.mul(shares, there), [clusters] = assignment.shape.slice(2);
  const pooled = tf.matMul(assignment, states, true, false);
  const scores = tf.matMul(tf.reshape(relevance, [targets, 1, length]), assignment);
  const evolved = augru(pooled, weights.within("evolution"), {
    attention: tf.reshape(scores, [targets, clusters]),
  });
  const last = tf.slice(evolved, [0, clusters - 1, 0], [targets, 1, size]);
  return { assignment, state: tf.reshape(last, [targets, size]) };
}

/** The parameters of `surgePooling`. */
export function surgePoolingParameters(
  name: string,
  { size, clusters, seed }: { size: number; clusters: number; seed: number },
): Parameters {
  return {
    ...transformParameters(`${name}.assignment`, { inputs: size, outputs: clusters, seed }),
    ...gruParameters(`${name}.evolution`, { inputs: size, size, seed }),
  };
}
