/**
 * What a run scored, case by case and in case order: the columns of `results/runs/<key>.outcomes.bin`,
 * from which every metric can be computed again.
 */
export interface Outcomes {
  /** Number of cases. */
  readonly length: number;
  /** Domain names; `domain` points here. */
  readonly domains: readonly string[];
  /** Metric names, the selection metric first. */
  readonly metrics: readonly string[];
  /** Canonical user per case. */
  readonly user: Uint32Array;
  /** Target domain per case. */
  readonly domain: Uint8Array;
  /** Per case: 1 = counts in the headline. */
  readonly headline: Uint8Array;
  /** Per slice name and case: 1 = belongs to the slice. */
  readonly slices: Readonly<Record<string, Uint8Array>>;
  /** Candidates that scored higher than the target, per case. */
  readonly greater: Uint32Array;
  /** Candidates that scored the same, the target included, per case. */
  readonly tied: Uint32Array;
  /** Candidates ranked, the target included, per case. */
  readonly ranked: Uint32Array;
  /** What the method answered. */
  readonly answers: SampledAnswers | FullAnswers;
}

/** Every score of a case with sampled candidates. */
export interface SampledAnswers {
  /** Tag. */
  readonly kind: "sampled";
  /** Case c has the scores `offsets[c]` up to, not including, `offsets[c + 1]`. */
  readonly offsets: Uint32Array;
  /** One number per candidate, in candidate order; NaN = no score. */
  readonly score: Float32Array;
  /** Place of the target among the scores of its case, counted from 0, per case. */
  readonly target: Uint32Array;
}

/** The best of a case that ranks a whole pool. */
export interface FullAnswers {
  /** Tag. */
  readonly kind: "full";
  /** The 20 best canonical items per case, the best first; 0xffffffff where there are fewer. Length: 20 × cases. */
  readonly top: Uint32Array;
}
