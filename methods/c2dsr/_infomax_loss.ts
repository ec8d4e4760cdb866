import {
  bceLoss,
  constantParameter,
  normalParameter,
  type Parameters,
  RandomStream,
  type Tensor,
  type Weights,
} from "@permafrost/bench/nn";

/**
 * The contrastive infomax objective of one domain: a bilinear discriminator D(z, c) = zᵀ W c + b
 * is to tell what the merged sequence's states say of the other domains from what they say after the
 * domain's own items were replaced: the mean over sequences of −log σ(D(z, c)) − log(1 − σ(D(z, c̃))).
 *
 * @param own z: what the domain's own sequences say, `sequences × size`
 * @param others `real` c and `corrupted` c̃, `sequences × size` each
 * @param weights `weight`, `size × size`, and `bias`, one number
 */
export function infomaxLoss(
  own: Tensor,
  { real, corrupted }: { real: Tensor; corrupted: Tensor },
  weights: Weights,
): Tensor {
  const [, size] = own.shape;
  const asked = own.matMul(weights.get("weight", [size, size])), bias = weights.get("bias", [1]);
  const logits = (others: Tensor): Tensor => asked.mul(others).sum(-1).add(bias);
  return bceLoss(logits(real), logits(corrupted).expandDims(1));
}

/** The parameters of `infomaxLoss`: of two normed states, the first logits have a deviation of 1. */
export function infomaxParameters(
  name: string,
  { size, seed }: { size: number; seed: number },
): Parameters {
  const path = `${name}.weight`, random = RandomStream.from(seed, "initialise", path);
  return {
    [path]: normalParameter([size, size], { deviation: 1 / size, random }),
    [`${name}.bias`]: constantParameter([1], 0),
  };
}
