import type { RunResult } from "./run_record.ts";
import type { Search } from "./search.ts";
import type { DomainGain } from "./transfer_gain.ts";

/** What `leaderboard.json` holds: a pure function of the results of some runs and their outcomes. */
export interface Leaderboard {
  /** Version of this shape. */
  readonly schema: "permafrost/leaderboard@1";
  /** Sorted by protocol, dataset and fingerprint. */
  readonly tasks: readonly LeaderboardTask[];
}

/** One task and everyone who took it. Rows of different tasks are never mixed. */
export interface LeaderboardTask {
  /** SHA-256 of the exam: equal fingerprints = the same one. */
  readonly fingerprint: string;
  /** Protocol. */
  readonly protocol: RunResult["protocol"];
  /** Its seed. */
  readonly protocolSeed: number;
  /** Dataset. */
  readonly dataset: RunResult["dataset"];
  /** What freezing the task met. */
  readonly counts: RunResult["task"]["counts"];
  /** Metric names, the selection metric first. */
  readonly metrics: readonly string[];
  /** Comparable rows first, the best by the selection metric first, then by method id. */
  readonly rows: readonly LeaderboardRow[];
  /** What the controls say of the task. */
  readonly verdicts: readonly Verdict[];
}

/** One method, config and machine class, over its run seeds. */
export interface LeaderboardRow {
  /** SHA-256 of all that tells this row from others: fingerprint, code, config, device, kernels, Deno, texts. */
  readonly id: string;
  /** Method. */
  readonly method: RunResult["method"];
  /** The whole config. */
  readonly config: RunResult["config"];
  /** SHA-256 of its canonical JSON. */
  readonly configSha256: string;
  /** Device, as in its records. */
  readonly device: string;
  /** What computed on it, as in its records. */
  readonly kernels: string;
  /** Deno version. */
  readonly deno: string;
  /** Texts that the method was shown, as in its records; absent if it needs none. */
  readonly text?: RunResult["text"];
  /** Run seeds, ascending; every list per seed is in this order. */
  readonly seeds: readonly number[];
  /** Why the row may not be compared with others; empty = comparable. */
  readonly notComparable: readonly string[];
  /** Calls of `context.validate` per seed. */
  readonly validationCalls: readonly number[];
  /** Candidates without a score (NaN) per seed. */
  readonly nanScores: readonly number[];
  /** Over the headline cases. */
  readonly headline: RowMarks;
  /** Unweighted mean over the domains with headline cases. */
  readonly macro: RowMarks;
  /** Per domain name, headline cases. */
  readonly domains: Readonly<Record<string, RowMarks>>;
  /** Per slice name, all cases of the slice. */
  readonly slices: Readonly<Record<string, RowMarks>>;
  /** Of sampled candidates: the headline cases ranked among their whole pools, or why they were not. */
  readonly full?:
    | { readonly state: "ranked"; readonly marks: RowMarks }
    | { readonly state: "blank"; readonly reason: string };
  /** How the config was chosen; absent if it was given. */
  readonly search?: Search;
  /** True if it was fitted to the target alone where others adapt to it. */
  readonly fromScratch?: true;
  /** Of a method that learns from fewer domains than the task has: what the row is made of. */
  readonly joined?: JoinedParts;
  /** Per domain name that the method was also trained on alone; absent if it was on none. */
  readonly transferGain?: Readonly<Record<string, DomainGain>>;
}

/** What a row is made of that is the mean over parts of a task. */
export interface JoinedParts {
  /** Domains of each part: every set of so many is one. */
  readonly atOnce: number;
  /** Each part; the row's own config is the one that was given, or what the searches started from. */
  readonly parts: readonly {
    /** Names of its domains. */
    readonly domains: readonly string[];
    /** The config that was trained on them. */
    readonly config: RunResult["config"];
    /** How it was chosen; absent if it was given. */
    readonly search?: Search;
  }[];
}

/** A row's marks over some cases. */
export interface RowMarks {
  /** Number of cases, the same for every seed. */
  readonly cases: number;
  /** Per metric name; empty if there are no cases. */
  readonly metrics: Readonly<Record<string, RowMark>>;
}

/** One metric of a row over some cases. */
export interface RowMark {
  /** Mean over cases, per seed. */
  readonly values: readonly number[];
  /** Mean over seeds. */
  readonly mean: number;
  /** Sample deviation over seeds (divisor n − 1); null with one seed. */
  readonly deviation: number | null;
  /** Mean over seeds with every tie broken for the target. */
  readonly optimistic: number;
  /** Mean over seeds with every tie broken against the target. */
  readonly pessimistic: number;
  /**
   * 95 % bootstrap interval of `mean`, low and high: users resampled with all their cases, their
   * marks averaged over seeds, 1,000 resamples, bias-corrected and accelerated (AUC and GAUC: corrected
   * alone), expanded for few users (`statistics/accelerated_interval.ts`). Null if fewer than two users
   * have cases, of the macro mean in one of its domains; and for coverage, which a resample's fewer
   * different users make smaller.
   */
  readonly interval: readonly [number, number] | null;
  /**
   * Of a metric of ranks among sampled candidates: estimates of what it is when the whole pools are
   * ranked, mean over seeds (`statistics/corrected_metric.ts`). Null elsewhere, and where a record does
   * not tell the pools' sizes.
   */
  readonly corrected: { readonly rankBased: number; readonly biasVariance: number } | null;
}

/** What the controls say of a task, by 3 standard errors. */
export interface Verdict {
  /**
   * `ids-predict-targets`: next_id beats random. `order-leaking`: it also beats popularity or markov,
   * or beats random on time-tied targets. `pool-leaks`: rare_first beats random and popularity.
   */
  readonly id: "ids-predict-targets" | "order-leaking" | "pool-leaks";
  /** `unknown` if a control that it needs was not run, or no metric has a value per case. */
  readonly state: "yes" | "no" | "unknown";
  /** The comparisons that were made. */
  readonly evidence: readonly VerdictEvidence[];
}

/** One control against another on the same cases, by the first metric that has a value per ranked case. */
export interface VerdictEvidence {
  /** Method id of the control that is suspected to know something. */
  readonly control: string;
  /** Method id of what it is held against. */
  readonly against: string;
  /** Slice name; null = headline. */
  readonly slice: string | null;
  /** Metric. */
  readonly metric: string;
  /** Number of cases. */
  readonly cases: number;
  /** Mean over cases of the difference, each case averaged over seeds. */
  readonly effect: number;
  /** Standard error of the effect, cases of one user taken together. */
  readonly standardError: number;
  /** Whether the effect is over 3 standard errors. */
  readonly wins: boolean;
}
