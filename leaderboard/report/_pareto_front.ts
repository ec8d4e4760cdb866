/** A row by what it costs and what it is worth. */
export interface Bargain {
  readonly cost: number;
  readonly worth: number;
}

/** Those that nobody beats at their cost or below, from the cheapest to the best. */
export function paretoFront<T extends Bargain>(rows: readonly T[]): T[] {
  let best = -Infinity;
  return rows.toSorted((a, b) => a.cost - b.cost || b.worth - a.worth)
    .filter(({ worth }) => {
      const isBetter = worth > best;
      if (isBetter) best = worth;
      return isBetter;
    });
}
