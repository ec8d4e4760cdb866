/** A value and its bounds: docs/protocols/draws.md, "Ranks and marks". */
export interface ReferenceMark {
  readonly value: number;
  readonly optimistic: number;
  readonly pessimistic: number;
}

/** A mark that hangs on no tie. */
export function sure(value: number): ReferenceMark {
  return { value, optimistic: value, pessimistic: value };
}

/** The mean of some marks. */
export function meanMark(marks: readonly ReferenceMark[]): ReferenceMark {
  const mean = (of: (mark: ReferenceMark) => number): number =>
    marks.reduce((sum, mark) => sum + of(mark), 0) / marks.length;
  return {
    value: mean((mark) => mark.value),
    optimistic: mean((mark) => mark.optimistic),
    pessimistic: mean((mark) => mark.pessimistic),
  };
}

/** A case's mark by a metric of ranks; the first of the scores is the answer's. */
export function rankMark(name: string, scores: readonly number[]): ReferenceMark {
  const above = scores.filter((score) => isAbove(score, scores[0])).length;
  const tied = scores.filter((score) => isTied(score, scores[0])).length;
  const ranks = Array.from({ length: tied }, (_, i) => above + 1 + i);
  const values = ranks.map((rank) => at(name, rank, scores.length));
  return {
    value: values.reduce((sum, value) => sum + value, 0) / tied,
    optimistic: values[0],
    pessimistic: values[tied - 1],
  };
}

/** NaN is below all numbers. */
export function isAbove(a: number, b: number): boolean {
  return a > b || (!Number.isNaN(a) && Number.isNaN(b));
}

export function isTied(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** log-loss of one score. */
export function logLossMark(score: number, label: number): ReferenceMark {
  if (Number.isNaN(score)) return sure(Math.log(2));
  const share = 1 / (1 + Math.exp(-score));
  return sure(-Math.log(label === 1 ? share : 1 - share));
}

function at(name: string, rank: number, ranked: number): number {
  const [kind, cut] = name.split("@");
  const k = cut === "K%"
    ? Math.max(1, Math.floor(ranked * (ranked < 20000 ? 0.005 : 0.0004)))
    : cut;
  if (k !== undefined && rank > Number(k)) return 0;
  switch (kind) {
    case "HR":
    case "Recall":
      return 1;
    case "r-NDCG":
      return Math.log(2) / Math.log(2 + 15000 * (rank - 1) / ranked);
    case "NDCG":
      return Math.log(2) / Math.log(rank + 1);
    case "MRR":
      return 1 / rank;
  }
  throw new TypeError(`Cannot refer to metric "${name}": not written here yet`);
}
