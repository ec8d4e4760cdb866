import type { CaseGroups } from "./statistics/case_groups.ts";
import type { CorrectedMark } from "./statistics/corrected_metric.ts";

/** Corrected estimates of one metric; null over no cases. */
export interface Corrections {
  readonly headline: CorrectedMark | null;
  readonly macro: CorrectedMark | null;
  readonly groups: readonly (CorrectedMark | null)[];
}

interface Sum {
  rankBased: number;
  biasVariance: number;
  cases: number;
}

const NOTHING: Sum = { rankBased: 0, biasVariance: 0, cases: 0 };

/** Sums the estimates of cases by group, over any number of seeds. */
export class CorrectedSums {
  readonly #groups: CaseGroups;
  readonly #sums: readonly Sum[];
  #added = false;

  constructor(groups: CaseGroups) {
    this.#groups = groups;
    this.#sums = groups.groups.map(() => ({ rankBased: 0, biasVariance: 0, cases: 0 }));
  }

  add(at: number, { rankBased, biasVariance }: CorrectedMark): void {
    this.#added = true;
    this.#groups.groups.forEach(({ row }, g) => {
      if (row[at] < 0) return;
      this.#sums[g].rankBased += rankBased;
      this.#sums[g].biasVariance += biasVariance;
      this.#sums[g].cases++;
    });
  }

  /** Means over cases and seeds; null if nothing was added. */
  means(): Corrections | null {
    if (!this.#added) return null;
    const domains = this.#sums.slice(0, this.#groups.domains);
    const all = domains.reduce(plus, NOTHING);
    const macro = domains.flatMap((sum) => meanOf(sum) ?? [])
      .map((mean): Sum => ({ ...mean, cases: 1 })).reduce(plus, NOTHING);
    return { headline: meanOf(all), macro: meanOf(macro), groups: this.#sums.map(meanOf) };
  }
}

function plus(a: Sum, b: Sum): Sum {
  return {
    rankBased: a.rankBased + b.rankBased,
    biasVariance: a.biasVariance + b.biasVariance,
    cases: a.cases + b.cases,
  };
}

function meanOf({ rankBased, biasVariance, cases }: Sum): CorrectedMark | null {
  if (cases === 0) return null;
  return { rankBased: rankBased / cases, biasVariance: biasVariance / cases };
}
