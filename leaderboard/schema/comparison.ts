import type { LeaderboardTask } from "./leaderboard.ts";
import type { RunResult } from "./run_record.ts";

/** Two leaderboards side by side, or one against a baseline. */
export interface Comparison {
  /** Version of this shape. */
  readonly schema: "permafrost/comparison@1";
  /** Method id of the baseline; null without one. */
  readonly baseline: string | null;
  /** Tasks of equal fingerprint on both sides; every task if there is one side. */
  readonly tasks: readonly ComparedTask[];
  /** Tasks that stand on one side only: their rows are not compared. */
  readonly alone: readonly LoneTask[];
}

/** One task, its rows side by side. */
export interface ComparedTask {
  /** Fingerprint, equal on both sides. */
  readonly fingerprint: string;
  /** Protocol. */
  readonly protocol: LeaderboardTask["protocol"];
  /** Dataset. */
  readonly dataset: LeaderboardTask["dataset"];
  /** Metric names, the selection metric first. */
  readonly metrics: readonly string[];
  /** Rows in the order of the first side, then those of the second alone. */
  readonly rows: readonly ComparedRow[];
  /** The side that has no row of the baseline and is held against the other's; absent if neither is. */
  readonly borrows?: "a" | "b";
}

/** One method, config, device and kernels. */
export interface ComparedRow {
  /** Method. */
  readonly method: Pick<RunResult["method"], "id" | "version" | "variant" | "role">;
  /** SHA-256 of its config. */
  readonly configSha256: string;
  /** Device, the same on both sides. */
  readonly device: string;
  /** What computed on it, the same on both sides. */
  readonly kernels: string;
  /** What differs beside the marks, e.g. "code", "seeds"; empty with one side. */
  readonly differs: readonly string[];
  /** Why no test between the sides could be made; absent if one was, and if a side has no such row. */
  readonly untested?: string;
  /** Per metric name, over the headline cases. */
  readonly metrics: Readonly<Record<string, ComparedMark>>;
  /**
   * RelaImpr of the AUC on each side: against the row of the method's variant that learns from one
   * domain alone, or against the baseline if it names none. Null where that is not given.
   */
  readonly relaImpr: { readonly a: number | null; readonly b: number | null };
}

/** One metric of a row on both sides. */
export interface ComparedMark {
  /** Mean over seeds on the first side; null if the row is not there. */
  readonly a: number | null;
  /** Mean over seeds on the second side; null if the row is not there. */
  readonly b: number | null;
  /** b − a; null if one is missing. */
  readonly difference: number | null;
  /** 95 % interval of `a`, as in its leaderboard; null without one. */
  readonly aInterval?: readonly [number, number] | null;
  /** 95 % interval of `b`, likewise. */
  readonly bInterval?: readonly [number, number] | null;
  /** (a − baseline) / baseline; null without one, or if the baseline is 0. */
  readonly aToBaseline: number | null;
  /** (b − baseline) / baseline; null likewise. */
  readonly bToBaseline: number | null;
  /**
   * Tests of the first side's row against the baseline, which is that of its own side if it has one.
   * Null without a baseline or the outcomes of both, for the baseline itself and for rows that are not
   * comparable; and for metrics other than the selection metric and those of many rows together (AUC,
   * GAUC).
   */
  readonly aTests: BaselineTests | null;
  /** The same on the second side. */
  readonly bTests: BaselineTests | null;
  /** Tests of the second side's row against the first's; absent as `untested` says, null by other metrics. */
  readonly betweenTests?: BaselineTests | null;
}

/** Paired tests of a row against a baseline, or the same row elsewhere, over the users with headline cases. */
export interface BaselineTests {
  /** Number of users. */
  readonly users: number;
  /**
   * Row − the other: the mean over users of their mean over cases, which differs from the marks' mean
   * over cases if users have different numbers of them; of AUC and GAUC the difference of the marks.
   * Null where it has no value.
   */
  readonly difference: number | null;
  /** Paired t over users; null for AUC and GAUC, which are no means over users, and for one user. */
  readonly t: BaselineTest | null;
  /** Wilcoxon's signed ranks over users; null likewise. */
  readonly wilcoxon: BaselineTest | null;
  /** Paired bootstrap over users, for AUC and GAUC; null for others. */
  readonly bootstrap: BootstrapTest | null;
}

/** One test. */
export interface BaselineTest {
  /** t, or the sum of the positive ranks; null if infinite. */
  readonly statistic: number | null;
  /** Two-sided p-value by itself. */
  readonly p: number;
  /** The p-value by Holm's correction for all rows of the table that are tested by this test and metric. */
  readonly corrected: number;
}

/** One paired bootstrap. */
export interface BootstrapTest {
  /** 95 % percentile interval of the difference; null where it has no value. */
  readonly interval: readonly [number, number] | null;
  /** Two-sided p-value by itself. */
  readonly p: number;
  /** By Holm's correction. */
  readonly corrected: number;
}

/** A task that has no equal on the other side. */
export interface LoneTask {
  /** Where it stands. */
  readonly side: "a" | "b";
  /** Fingerprint. */
  readonly fingerprint: string;
  /** Protocol. */
  readonly protocol: LeaderboardTask["protocol"];
  /** Dataset. */
  readonly dataset: LeaderboardTask["dataset"];
  /** In what it differs from the nearest task of the other side; empty if there is none. */
  readonly differs: readonly string[];
  /** That nearest task; absent if there is none. */
  readonly nearest?: Pick<LoneTask, "fingerprint" | "protocol" | "dataset">;
  /** What `differs` says, in parts; absent if there is no task to differ from. */
  readonly differences?: readonly TaskDifference[];
}

/** One thing in which two tasks differ. */
export interface TaskDifference {
  /** What it is. */
  readonly what: string;
  /** What it is in this task. */
  readonly here: string | number;
  /** What it is in the other. */
  readonly there: string | number;
}
