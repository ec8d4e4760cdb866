import type { TrainingStep } from "../training/training_step.ts";
import type { JointBatch } from "./click_batches.ts";
import type { JointClickModel } from "./joint_click_model.ts";

/**
 * The step on some behaviours of both sides: the mean cross-entropy of those of the target + γ times
 * that of those of the source, if there are any, + what the model's vectors are regularised by.
 *
 * Source: Chen et al., "Cross-domain recommendation with behavioral importance perception" (WWW 2023),
 * equation 1, with means for sums.
 *
 * @param sourceWeight γ
 *
 * @example
 * ```ts
 * import { jointClickStep } from "./joint_click_step.ts";
 * if (jointClickStep.length !== 3) throw new Error("not of a model, a batch and a weight");
 * ```
 */
export function jointClickStep(
  model: Pick<JointClickModel, "prepare">,
  { target, source }: Pick<JointBatch, "target" | "source">,
  sourceWeight: number,
): TrainingStep {
  const { inputs, rows, losses, penalty } = model.prepare(source ? [target, source] : [target]);
  return {
    inputs,
    rows,
    loss(weights) {
      const loss = losses.map((each) => each(weights).mean()).reduce((target, source) =>
        target.add(source.mul(sourceWeight))
      );
      return penalty ? loss.add(penalty(weights)) : loss;
    },
  };
}
