import type { RunResult } from "../schema/run_record.ts";

/**
 * What the script of a report is given: of each task what its table and the provenance of its rows
 * show. Everything else is in the page already, as HTML.
 */
export interface ReportData {
  /** In the leaderboard's order. */
  readonly tasks: readonly ReportTask[];
  /** Address of the results folder as seen from the page: empty, or with a slash at its end. */
  readonly recordsAt: string;
}

/** One task. */
export interface ReportTask {
  /** Protocol and dataset, as people write them. */
  readonly name: string;
  /** What the exam is, as label and value. */
  readonly exam: readonly Fact[];
  /** Metric names, the selection metric first. */
  readonly metrics: readonly string[];
  /** What marks are taken over: the headline cases first. */
  readonly groups: readonly ReportGroup[];
  /** Row of the best comparable one; null if there is none. */
  readonly best: number | null;
  /** Why nothing was tested against it; null if something was. */
  readonly untested: string | null;
  /** Methods of the rows: many rows may have one. */
  readonly methods: readonly RunResult["method"][];
  /** In the leaderboard's order. */
  readonly rows: readonly ReportRow[];
}

/** A label and what belongs to it. */
export type Fact = readonly [label: string, value: string];

/** Cases that marks are taken over. */
export interface ReportGroup {
  /** `full`: the headline cases ranked among their whole pools. */
  readonly kind: "headline" | "macro" | "domain" | "slice" | "full";
  /** Name of the domain or slice; empty for the others. */
  readonly name: string;
  /** Number of cases; null of a mean over domains. */
  readonly cases: number | null;
}

/** One row of the leaderboard. */
export interface ReportRow {
  /** What it is called on the page: no two of a task are called the same. */
  readonly name: string;
  /** `id` of the leaderboard row. */
  readonly id: string;
  /** Place of its method in the task's. */
  readonly method: number;
  /** The whole config. */
  readonly config: RunResult["config"];
  /** SHA-256 of its canonical JSON. */
  readonly configSha256: string;
  /** Device, kernels and Deno version. */
  readonly machine: readonly [device: string, kernels: string, deno: string];
  /** Why it may not be compared; empty = comparable. */
  readonly notComparable: readonly string[];
  /** What else is to be known of it. */
  readonly notes: readonly Fact[];
  /**
   * Marks in hundred-thousandths, four numbers each, groups × metrics: mean over seeds, sample deviation
   * over seeds, how far the interval's low end is below the mean, how far its high end is above. Null
   * for what there is not.
   */
  readonly marks: readonly (number | null)[];
  /**
   * In hundred-thousandths, four numbers a metric, over the headline cases: with every tie against the
   * target, with every tie for it, the two estimates of the whole pools (by rank, by fit).
   */
  readonly bounds: readonly (number | null)[];
  /** One per seed, ascending. */
  readonly runs: readonly ReportRun[];
  /** Against the best row; null for that itself, and where nothing was tested. */
  readonly tests: ReportTests | null;
}

/** One run of a row; short, since a leaderboard has thousands. */
export type ReportRun = readonly [
  /** Run seed. */
  seed: number,
  /** Key of its record; null if that is not there. */
  key: string | null,
  /** Selection metric over the headline cases in hundred-thousandths; null if it has none. */
  value: number | null,
  /** Calls of `context.validate`. */
  validations: number,
  /** Null if they are not known. */
  costs: ReportCosts | null,
];

/** Seconds of fit, validate, score and in all, those of the CPU, and bytes. */
export type ReportCosts = readonly [
  fit: number,
  validate: number,
  score: number,
  total: number,
  cpu: number,
  bytes: number,
];

/** A row against the best one by the selection metric, over users. */
export interface ReportTests {
  /** Row − best. */
  readonly difference: number | null;
  /** Which test decides: Student's paired t, or a paired bootstrap where there is no mean over users. */
  readonly by: "t" | "bootstrap";
  /** Its p-value by Holm's correction. */
  readonly p: number;
  /** That of Wilcoxon's signed ranks; null where the bootstrap decides. */
  readonly wilcoxon: number | null;
}
