import { bceLoss, embed, type Tensor, type Weights } from "@permafrost/bench/nn";
import { CgrecModel, type States } from "./_model.ts";
import type { RivalledTargets } from "./_with_rivals.ts";

/**
 * L_d, the mean loss of the targets of one domain: of the item level, and above it of the level of
 * domains, where the model is hierarchical. There the state before a target is to tell the vector of
 * its domain from that of another one: −log σ(h · c⁺) − log(1 − σ(h · c⁻)).
 *
 * @param weights those of `model.inputs`
 * @param options `states` at all positions; `group`: the targets of the domain
 */
export function targetLoss(
  model: CgrecModel,
  weights: Weights,
  { states, group }: { states: States; group: RivalledTargets },
): Tensor {
  const { embeddingSize: size } = model.config, { position, domain, rival } = group;
  const items = weights.get(CgrecModel.items, [-1, size]);
  const fine = group.loss(embed(states.item, position), items);
  if (states.domain === undefined) return fine;
  const vectors = weights.get("domain.weight", [-1, size]);
  const state = embed(states.domain, position);
  const own = embed(vectors, new Int32Array(position.length).fill(domain));
  const coarse = bceLoss(
    state.mul(own).sum(-1),
    state.mul(embed(vectors, rival)).sum(-1, true),
  );
  return fine.add(coarse);
}
