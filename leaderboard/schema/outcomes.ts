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
  /**
   * A number per case that is equal for cases with the same answer, and says nothing else of it: they
   * are numbered as they first come. Absent in files of version 1.
   */
  readonly answerGroup?: Uint32Array;
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
  /**
   * Of a task with sampled candidates whose whole pools were ranked, too: the ranks there, in columns
   * as above; `ranked` is 0 for a case that was not asked.
   */
  readonly whole?: {
    readonly greater: Uint32Array;
    readonly tied: Uint32Array;
    readonly ranked: Uint32Array;
  };
  /** What the method answered. */
  readonly answers: SampledAnswers | FullAnswers | ClickAnswers;
}

/** Every score of every case. */
export interface ScoredLists {
  /** Case c has the scores `offsets[c]` up to, not including, `offsets[c + 1]`. */
  readonly offsets: Uint32Array;
  /** One number per candidate, in candidate order; NaN = no score. */
  readonly score: Float32Array;
  /** Place of the target among the scores of its case, counted from 0, per case. */
  readonly target: Uint32Array;
}

/** Every score of a case with sampled candidates: the target is a positive, the others are negatives. */
export interface SampledAnswers extends ScoredLists {
  /** Tag. */
  readonly kind: "sampled";
  /**
   * Items that could have stood in the list, per case: the pool without the query's history, and the
   * target. The candidates were drawn from these. Absent in `permafrost/outcomes@1`.
   */
  readonly eligible?: Uint32Array;
}

/** The score of the one item that a case shows: `offsets` counts up by 1, `target` is 0. */
export interface ClickAnswers extends ScoredLists {
  /** Tag. */
  readonly kind: "click";
  /** Label per case: 1 = the shown item is a positive, 0 = a negative. */
  readonly label: Uint8Array;
  /** Whether the method says that its scores are logits. */
  readonly logits: boolean;
}

/** The best of a case that ranks a whole pool. */
export interface FullAnswers {
  /** Tag. */
  readonly kind: "full";
  /** The 20 best canonical items per case, the best first; 0xffffffff where there are fewer. Length: 20 × cases. */
  readonly top: Uint32Array;
  /** What the items were chosen from. Absent in `permafrost/outcomes@1`. */
  readonly pools?: RankedPools;
}

/** What the lists of a task were chosen from. */
export interface RankedPools {
  /** Per domain: items that headline cases rank, the history's among them. */
  readonly pool: Uint32Array;
  /** Per domain: items that the other cases rank; 0 where every case is in the headline. */
  readonly coldPool: Uint32Array;
  /** Training events per canonical item of the catalogue. */
  readonly trainingCount: Uint32Array;
}
