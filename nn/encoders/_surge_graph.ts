import { customGradient } from "../_custom_gradient.ts";
import { tf } from "../_tf.ts";
import { stopGradient } from "../layers/stop_gradient.ts";
import { unitVectors } from "../layers/unit_vectors.ts";
import type { Tensor } from "../tensor.ts";
import { presenceMask } from "./_presence_mask.ts";

/**
 * Similarities that differ by less are equal. Those of an item that occurs twice, and of a pair seen
 * from either end, differ by rounding, and that depends on the shape of the product: without a slack
 * an edge would come and go with the padding.
 */
const SLACK = 1e-5;

/** Which positions of a sequence have to do with each other. */
export interface SurgeGraph {
  /** 1 where there is an edge, `batch × length × length`; none at padding. */
  readonly adjacency: Tensor;
  /** Per position the mean of what it reaches by two edges, itself included, `batch × length × size`. */
  readonly centres: Tensor;
}

/**
 * The interest graph of sequences: an edge between the ⌈ε n²⌉ most similar pairs of a sequence's n
 * positions, and from each position to itself. SURGE, equations 1 to 3.
 *
 * An edge is 1, and has the slope of the similarity: else the metric could not be trained. Where there
 * is none, there is no slope (straight-through; as if A were M with all but the edges masked).
 *
 * @param x `batch × length × size`
 * @param metric a weight per number of an item and head, `heads × size`
 * @param options `present`: 1 for a position that is there; `sparseness`: ε
 */
export function surgeGraph(
  x: Tensor,
  metric: Tensor,
  options: { present: Uint8Array; sparseness: number },
): SurgeGraph {
  const { present, sparseness } = options, [batch, length, size] = x.shape;
  const there = tf.expandDims(presenceMask(present, x), -1), [heads] = metric.shape;
  const weighted = unitVectors(tf.mul(tf.reshape(x, [batch, length, 1, size]), metric));
  const views = tf.reshape(weighted, [batch, length, heads * size]);
  const similarity = tf.div(tf.matMul(views, views, false, true), heads);
  const adjacency = customGradient(
    [similarity],
    ([each]) => {
      const edges = mostSimilar(each, { present, sparseness });
      return [edges, edges];
    },
    (slope, [, edges]) => [tf.mul(slope, edges)],
  );
  const edges = stopGradient(adjacency);
  const reached = tf.step(tf.matMul(edges, edges));
  // At padding, where nothing is reached, the sum of nothing by 1.
  const counts = tf.add(tf.sum(reached, -1, true), tf.sub(1, there));
  return { adjacency, centres: tf.div(tf.matMul(reached, x), counts) };
}

/** The pairs that are linked, as ones and zeros. */
function mostSimilar(
  similarity: Tensor,
  { present, sparseness }: { present: Uint8Array; sparseness: number },
): Tensor {
  const [batch, length] = similarity.shape, pairs = length * length;
  const mask = new Float32Array(batch * pairs), self = new Float32Array(batch * pairs);
  const ranks = new Int32Array(batch);
  for (let row = 0; row < batch; row++) {
    const there = present.subarray(row * length, (row + 1) * length);
    const count = there.reduce((sum, each) => sum + each, 0);
    // A product that is whole but for rounding is not the next number.
    ranks[row] = Math.max(1, Math.ceil(sparseness * count * count - 1e-9));
    for (let i = 0; i < length; i++) {
      if (!there[i]) continue;
      const first = row * pairs + i * length;
      mask.set(there, first);
      self[first + i] = 1;
    }
  }
  const shape: [number, number, number] = [batch, length, length];
  const real = tf.tensor3d(mask, shape);
  const both = tf.mul(0.5, tf.add(similarity, tf.transpose(similarity, [0, 2, 1])));
  // Above 0 where both ends are there; 0 sorts behind.
  const ranked = tf.mul(tf.add(both, 3), real);
  const most = ranks.reduce((most, each) => Math.max(most, each), 1);
  const { values } = tf.topk(tf.reshape(ranked, [batch, pairs]), most);
  const last = ranks.map((rank, row) => row * most + rank - 1);
  const threshold = tf.gather(tf.reshape(values, [-1]), tf.tensor1d(last, "int32"));
  const slack = tf.sub(tf.reshape(threshold, [batch, 1, 1]), SLACK);
  // Not `greaterEqual`, which is 200 times slower on wasm where shapes differ.
  const linked = tf.mul(tf.step(tf.sub(ranked, slack)), real);
  return tf.step(tf.add(linked, tf.tensor3d(self, shape)));
}
