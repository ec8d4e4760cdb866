import { infoNceLoss, type Tensor, unitVectors } from "@permafrost/bench/nn";

/**
 * Sequences and what each is to be nearest to, row by row: the vector of its next item, or itself with
 * items dropped.
 */
export interface Pairs {
  /** States s, `n × size`. */
  readonly states: Tensor;
  /** What belongs to them, `n × size`. */
  readonly keys: Tensor;
  /** Next item per sequence, the same number for the same item: no two of those are told apart. */
  readonly next: ArrayLike<number>;
}

/**
 * What pre-training minimises: ℓ_S-I + λ ℓ_S-S, the sequence–item and the sequence–sequence loss, each
 * the mean cross-entropy of the own key among all keys of the step, of whichever domain, by cosine over
 * τ.
 *
 * @param items sequences and their next items
 * @param options `sequences`: whole sequences and their augmentations, if λ is not 0; `temperature`: τ;
 * `sequenceWeight`: λ
 * @returns one number
 */
export function contrastiveLosses(
  items: Pairs,
  { sequences, temperature, sequenceWeight }: {
    sequences?: Pairs;
    temperature: number;
    sequenceWeight: number;
  },
): Tensor {
  const loss = ({ states, keys, next }: Pairs): Tensor =>
    infoNceLoss(unitVectors(states), { keys: unitVectors(keys), temperature, same: next });
  const told = loss(items);
  return sequences === undefined ? told : told.add(loss(sequences).mul(sequenceWeight));
}
