import { RandomStream } from "../../core/random_stream.ts";
import { tf } from "../_tf.ts";
import { stopGradient } from "../layers/stop_gradient.ts";
import { normalParameter } from "../parameters/normal_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { perPair } from "./_per_pair.ts";
import { presenceMask } from "./_presence_mask.ts";
import { surgeAttention, surgeAttentionParameters } from "./_surge_attention.ts";
import { surgeGraph } from "./_surge_graph.ts";
import { leakyRelu } from "./_surge_leaky_relu.ts";
import { transform, transformParameters } from "./_surge_transform.ts";

/** Added to what is not seen: its softmax is exactly 0. */
const HIDDEN = -1e9;

/** What a target makes of a sequence. */
export interface SurgeFusion {
  /** Positions fused with their neighbours, `targets × length × size`; 0 at padding. */
  readonly states: Tensor;
  /** What a position has to do with the target, 1 in all, `targets × length`; 0 at padding. */
  readonly relevance: Tensor;
  /** Edges, `targets × length × length`. */
  readonly adjacency: Tensor;
  /** 1 for a position that is there, `targets × length`. */
  readonly present: Uint8Array;
}

/**
 * Interest-fusion graph convolution, cluster- and query-aware: SURGE, equations 1 to 8.
 *
 * @param x `sequences × length × size`
 * @param weights as from `surgeFusionParameters`
 * @param options `target`: `targets × size`; `row`: the sequence of each, the one of its index if not
 * given; `present`: of the sequences; `sparseness`; `heads` whose states are averaged
 * @throws {RangeError} if `sparseness` is no share, or there is no such sequence
 * @throws {TypeError} if something does not fit
 */
export function surgeFusion(
  x: Tensor,
  weights: Weights,
  options: {
    present: Uint8Array;
    target: Tensor;
    row?: Int32Array;
    sparseness: number;
    heads?: number;
  },
): SurgeFusion {
  const { target, row, heads = 1 } = options, [, length, size] = x.shape;
  checkOptions(x, options);
  const graph = surgeGraph(x, weights.get("metric.weight", [-1, size]), options);
  const expand = (each: Tensor): Tensor => perPair(each, row);
  const adjacency = expand(graph.adjacency), items = expand(x), [targets] = target.shape;
  const present = row === undefined ? options.present : repeat(options.present, { row, length });
  const unlinked = expand(tf.mul(tf.sub(1, stopGradient(graph.adjacency)), HIDDEN));
  const query = tf.reshape(target, [targets, 1, size]);
  const each = Array.from({ length: heads }, (_, head) => {
    const inside = weights.within(`heads.${head}`);
    const cluster = surgeAttention({ x, query: graph.centres }, inside.within("cluster"));
    const relevance = surgeAttention({ x, query, expand }, inside.within("query"));
    const scores = tf.add(
      tf.reshape(expand(cluster), [targets, length, 1]),
      tf.reshape(relevance, [targets, 1, length]),
    );
    const shares = tf.softmax(tf.add(leakyRelu(scores), unlinked));
    const fused = tf.matMul(shares, expand(transform(x, inside.within("output"))));
    return { relevance, states: leakyRelu(tf.add(fused, items)) };
  });
  const there = presenceMask(present, items);
  const absent = tf.mul(tf.sub(1, there), HIDDEN);
  const relevance = tf.softmax(tf.add(mean(each.map(({ relevance }) => relevance)), absent));
  return {
    states: tf.mul(mean(each.map(({ states }) => states)), tf.expandDims(there, -1)),
    relevance: tf.mul(relevance, there),
    adjacency,
    present,
  };
}

/** The parameters of `surgeFusion`. */
export function surgeFusionParameters(
  name: string,
  options: { size: number; heads?: number; metricHeads?: number; seed: number },
): Parameters {
  const { size, heads = 1, metricHeads = 1, seed } = options, metric = `${name}.metric.weight`;
  // Cosines do not depend on its length.
  const random = RandomStream.from(seed, "initialise", metric);
  const parameters = { [metric]: normalParameter([metricHeads, size], { deviation: 1, random }) };
  for (let head = 0; head < heads; head++) {
    const inside = `${name}.heads.${head}`;
    Object.assign(
      parameters,
      surgeAttentionParameters(`${inside}.cluster`, { size, seed }),
      surgeAttentionParameters(`${inside}.query`, { size, seed }),
      transformParameters(`${inside}.output`, { inputs: size, outputs: size, seed }),
    );
  }
  return parameters;
}

function checkOptions(
  x: Tensor,
  { target, row, sparseness }: {
    target: Tensor;
    row?: Int32Array;
    sparseness: number;
  },
): void {
  const [sequences, , size] = x.shape, targets = row?.length ?? sequences;
  if (!(sparseness > 0 && sparseness <= 1)) {
    throw new RangeError(
      `Cannot link ${sparseness} of all pairs: expected a share above 0, at most 1`,
    );
  }
  if (target.shape.join() !== `${targets},${size}`) {
    throw new TypeError(
      `Cannot read sequences for targets of shape [${target.shape}]: expected [${targets},${size}]`,
    );
  }
}

/** Presence of every target's sequence. */
function repeat(
  present: Uint8Array,
  { row, length }: { row: Int32Array; length: number },
): Uint8Array {
  const repeated = new Uint8Array(row.length * length);
  row.forEach((sequence, target) => {
    const first = sequence * length;
    repeated.set(present.subarray(first, first + length), target * length);
  });
  return repeated;
}

function mean(each: readonly Tensor[]): Tensor {
  return each.length === 1 ? each[0] : tf.div(tf.addN([...each]), each.length);
}
