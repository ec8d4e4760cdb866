import type { Case } from "./_model.ts";
import { isAbove, isTied, type ReferenceMark } from "./_rank_marks.ts";

/** A case with its scores, the answer's first. */
export interface ScoredCase extends Case {
  readonly scores: readonly number[];
  /** What the answer is: 1 unless the protocol asks for labels. The others are 0. */
  readonly label: number;
}

/** AUC, a pair after the other; nothing if there is no pair. */
export function auc(cases: readonly ScoredCase[]): ReferenceMark | undefined {
  let above = 0, tied = 0, pairs = 0;
  for (const { answer, label, scores: [positive] } of cases) {
    if (label === 0) continue;
    for (const other of cases) {
      if (other.answer.domain !== answer.domain) continue;
      for (const negative of other.scores.slice(other.label)) {
        pairs++;
        if (isAbove(positive, negative)) above++;
        if (isTied(positive, negative)) tied++;
      }
    }
  }
  if (pairs === 0) return undefined;
  return {
    value: (above + tied / 2) / pairs,
    optimistic: (above + tied) / pairs,
    pessimistic: above / pairs,
  };
}

/** GAUC: the AUC of each user in each domain, weighted by the user's cases there. */
export function gauc(cases: readonly ScoredCase[]): ReferenceMark | undefined {
  const groups = Map.groupBy(cases, ({ answer }) => JSON.stringify([answer.user, answer.domain]));
  const sum = { value: 0, optimistic: 0, pessimistic: 0 };
  let weights = 0;
  for (const group of groups.values()) {
    const mark = auc(group);
    if (!mark) continue;
    weights += group.length;
    sum.value += group.length * mark.value;
    sum.optimistic += group.length * mark.optimistic;
    sum.pessimistic += group.length * mark.pessimistic;
  }
  if (weights === 0) return undefined;
  return {
    value: sum.value / weights,
    optimistic: sum.optimistic / weights,
    pessimistic: sum.pessimistic / weights,
  };
}
