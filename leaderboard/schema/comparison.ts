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
}

/** One method and config. */
export interface ComparedRow {
  /** Method. */
  readonly method: Pick<RunResult["method"], "id" | "version" | "variant" | "role">;
  /** SHA-256 of its config. */
  readonly configSha256: string;
  /** What differs beside the marks, e.g. "code", "seeds"; empty with one side. */
  readonly differs: readonly string[];
  /** Per metric name, over the headline cases. */
  readonly metrics: Readonly<Record<string, ComparedMark>>;
}

/** One metric of a row on both sides. */
export interface ComparedMark {
  /** Mean over seeds on the first side; null if the row is not there. */
  readonly a: number | null;
  /** Mean over seeds on the second side; null if the row is not there. */
  readonly b: number | null;
  /** b − a; null if one is missing. */
  readonly difference: number | null;
  /** (a − baseline) / baseline on the first side; null without one, or if the baseline is 0. */
  readonly aToBaseline: number | null;
  /** (b − baseline) / baseline on the second side; null likewise. */
  readonly bToBaseline: number | null;
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
}
