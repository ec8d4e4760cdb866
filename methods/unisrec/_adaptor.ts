import {
  constantParameter,
  type Dropout,
  dropout,
  mixExperts,
  normalParameter,
  type Parameters,
  RandomStream,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";

/** Deviation of the whitening matrices before training. Released. */
const DEVIATION = 0.02;

/**
 * The MoE-enhanced adaptor: universal vectors of items, v = Σ g_k x̃_k.
 *
 * An expert is a parametric whitening, x̃_k = (x − b_k) W_k. The gate is g = softmax(x W_2 + δ), with
 * noise δ = N(0, 1) · softplus(x W_3) that learns how large it is, and only while training.
 *
 * @param text frozen text vectors x, `n × inputs`
 * @param weights `experts.0 …`, `gate`, `noise`, as from `adaptorParameters`
 * @param options number of `experts`; `training`: what is dropped of the text, by each expert for itself
 * (released; the paper does not say where), from a stream that gives the noise, too
 * @returns `n × outputs`
 */
export function adaptor(
  text: Tensor,
  weights: Weights,
  { experts, training }: { experts: number; training?: Dropout },
): Tensor {
  const [rows, inputs] = text.shape;
  let gate = text.matMul(weights.get("gate.weight", [inputs, experts]));
  if (training !== undefined) {
    const drawn = Float32Array.from({ length: rows * experts }, () => training.random.normal());
    const deviation = text.matMul(weights.get("noise.weight", [inputs, experts])).softplus();
    gate = gate.add(deviation.mul(tf.tensor2d(drawn, [rows, experts])));
  }
  const whitened = Array.from({ length: experts }, (_, expert) => {
    const own = weights.within(`experts.${expert}`);
    const centred = dropout(text, training).sub(own.get("bias", [inputs]));
    return centred.matMul<Tensor>(own.get("weight", [inputs, -1]));
  });
  return mixExperts(gate.softmax(), whitened);
}

/**
 * The parameters of `adaptor`: without a gate at first, so that all experts have the same share.
 *
 * @param name e.g. "adaptor"
 */
export function adaptorParameters(
  name: string,
  { inputs, outputs, experts, seed }: {
    inputs: number;
    outputs: number;
    experts: number;
    seed: number;
  },
): Parameters {
  const whitening = Array.from({ length: experts }, (_, expert): Parameters => {
    const path = `${name}.experts.${expert}`;
    const random = RandomStream.from(seed, "initialise", `${path}.weight`);
    return {
      [`${path}.bias`]: constantParameter([inputs], 0),
      [`${path}.weight`]: normalParameter([inputs, outputs], { deviation: DEVIATION, random }),
    };
  });
  return Object.assign({}, ...whitening, {
    [`${name}.gate.weight`]: constantParameter([inputs, experts], 0),
    [`${name}.noise.weight`]: constantParameter([inputs, experts], 0),
  });
}
