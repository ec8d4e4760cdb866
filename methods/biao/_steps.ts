import {
  type Behaviours,
  differentiate,
  evaluate,
  implicitGradient,
  type JointBatch,
  labelLosses,
  type PreparedBehaviours,
  type Tensor,
  type TrainingStep,
  type Weights,
  withoutGradient,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import type { BiaoModel } from "./_model.ts";
import { fixed, PerceivedSource } from "./_perceived.ts";

/** Which optimiser takes a step: θ's, or φ's. */
export const LOWER = 0, UPPER = 1;

/** Under which name the weights of a batch's source behaviours are upper parameters. */
const WEIGHTS = "weights";

/** The step on θ: equation 2 with means for sums, the weights of source behaviours as φ is now. */
export function lowerStep(model: BiaoModel, { target, source }: JointBatch): TrainingStep {
  const { base, phi } = model, parts = source ? [target, source] : [target];
  const prepared = base.prepare(parts), { inputs, rows } = prepared;
  let weigh = (): Tensor => tf.scalar(1);
  if (source !== undefined) {
    const perceived = new PerceivedSource(model, source);
    weigh = () => withoutGradient(() => perceived.weights(fixed(phi)));
  }
  return { inputs, rows, optimiser: LOWER, loss: jointLoss(prepared, weigh) };
}

/**
 * The step on φ: the implicit gradient (equation 14) of the loss of a development batch, through the
 * training loss of a batch.
 *
 * φ stands in that loss by the weights of behaviours alone, and they do not depend on θ, whose vectors
 * are read only. So the gradient by the weights comes first, without the perceptron in any product with
 * the Hessian, and is then propagated back through the perceptron once: the same by the chain rule.
 */
export function upperStep(
  model: BiaoModel,
  { development, target, source }: {
    development: Behaviours;
    target: Behaviours;
    source: Behaviours;
  },
): TrainingStep {
  const { base, phi, config: { terms, step } } = model;
  const prepared = base.prepare([development, target, source]), { inputs: lower } = prepared;
  const { logits: [held], losses: [, ...losses] } = prepared;
  const perceived = new PerceivedSource(model, source);
  // What the base adds to a loss to be trained by (DASL) is no part of how good it is.
  const loss = (weights: Weights): Tensor => labelLosses(held(weights), development.label).mean();
  const shape = [source.item.length];
  const train = jointLoss({ ...prepared, losses }, (weights) => weights.get(WEIGHTS, shape));
  return {
    inputs: lower,
    loss,
    optimiser: UPPER,
    async slopes() {
      const values = await evaluate(phi, (weights) => perceived.weights(weights));
      const upper = { [WEIGHTS]: { shape, values } }, options = { terms, step };
      const found = await implicitGradient({ lower, upper }, { train, development: loss }, options);
      const { value, gradients: { [WEIGHTS]: slopes } } = found;
      const { gradients } = await differentiate(
        phi,
        (weights) => tf.sum(tf.mul(perceived.weights(weights), tf.tensor1d(slopes))),
      );
      return { value, gradients };
    },
  };
}

/** Equation 2: per side the mean loss, that of the source weighted; and what is regularised. */
function jointLoss(
  { losses: [asked, other], penalty }: Pick<PreparedBehaviours, "losses" | "penalty">,
  weigh: (weights: Weights) => Tensor,
): (weights: Weights) => Tensor {
  return (weights) => {
    let loss = asked(weights).mean();
    if (other) loss = loss.add(other(weights).mul(weigh(weights)).mean());
    return penalty ? loss.add(penalty(weights)) : loss;
  };
}
