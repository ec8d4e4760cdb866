import type { RunCircumstances } from "./run_record.ts";

/** What `leaderboard.timing.json` holds: time and memory of the rows of a leaderboard. */
export interface LeaderboardTiming {
  /** Version of this shape. */
  readonly schema: "permafrost/timing@1";
  /** Rows by method id, then row id. */
  readonly rows: readonly TimingRow[];
}

/** Time and memory of one row. */
export interface TimingRow {
  /** `id` of the leaderboard row. */
  readonly id: string;
  /** Method id. */
  readonly method: string;
  /** Task fingerprint. */
  readonly fingerprint: string;
  /** One entry per run, by seed. */
  readonly runs: readonly RunTiming[];
}

/** Time and memory of one run. */
export interface RunTiming {
  /** Run seed. */
  readonly seed: number;
  /** Seconds by the host's clock. */
  readonly seconds: RunCircumstances["seconds"];
  /** CPU seconds of the child. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the child in bytes. */
  readonly peakMemoryBytes: number;
}
