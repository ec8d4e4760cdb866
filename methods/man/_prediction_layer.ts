import {
  mlp,
  mlpParameters,
  type Parameters,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";

/**
 * One of the two addends of equations 14 and 15, the local or the global prediction: an MLP of what is
 * known of every pair, side by side, with ReLU between its layers.
 *
 * @param parts each `pairs × size`, in the order of the paper
 * @param options `layers` of the MLP
 * @returns a number per pair, `pairs`
 */
export function predict(
  parts: readonly Tensor[],
  { weights, layers }: { weights: Weights; layers: number },
): Tensor {
  const [first, ...others] = parts;
  const joined = others.length === 0 ? first : first.concat([...others], 1);
  return mlp(joined, weights, { layers, activation: "relu" }).reshape([-1]);
}

/** The parameters of `predict` for a number of parts; `hidden`: sizes of the layers between. */
export function predictionParameters(
  name: string,
  options: { parts: number; size: number; hidden: readonly number[]; seed: number },
): Parameters {
  const { parts, size, hidden, seed } = options;
  return mlpParameters(name, { sizes: [parts * size, ...hidden, 1], seed });
}
