import type { Tensor, Weights } from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import type { CgrecModel, Sequences } from "./_model.ts";
import { targetLoss } from "./_target_loss.ts";
import type { RivalledTargets } from "./_with_rivals.ts";

/**
 * v(S), the loss that every coalition of domains comes to: the mean over all targets of the batch, of
 * whatever domain, of what it costs to tell them where the events of the domains in S are visible and
 * those of the others are masked in place. v(∅) is that of the start token and the places alone.
 *
 * All coalitions tell the same targets from the same items, and nothing is dropped, so that they
 * differ by what they see. There are 2ⁿ of them, each a pass through the encoder.
 *
 * @param groups the targets of the batch
 * @returns `2ⁿ`: the loss of the domains whose bits are set in the index
 */
export function coalitionLosses(
  model: CgrecModel,
  weights: Weights,
  { sequences, groups }: { sequences: Sequences; groups: readonly RivalledTargets[] },
): Tensor {
  const targets = groups.reduce((sum, { position }) => sum + position.length, 0);
  const worth = (coalition: number): Tensor => {
    const sees = (domain: number) => (coalition >> domain & 1) === 1;
    const states = model.encode(weights, sequences, { sees });
    return groups.map((group) =>
      targetLoss(model, weights, { states, group }).mul(group.position.length / targets)
    ).reduce((sum, each) => sum.add(each));
  };
  // Freed one by one: what is on the device does not grow with the number of coalitions.
  const all = Array.from(
    { length: 2 ** model.catalogue.domains.length },
    (_, coalition) => tf.tidy(() => worth(coalition)),
  );
  return tf.stack(all);
}
