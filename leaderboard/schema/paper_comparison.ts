import type { LeaderboardRow, LeaderboardTask } from "./leaderboard.ts";
import type { Paper, PaperColumn, PaperDifference, PaperSlip, PaperTable } from "./paper.ts";

/**
 * A leaderboard beside what a paper reports. The exams are different ones, so that there is no
 * difference between the sides, no ratio and no test: only what stands where, and what is not the same.
 */
export interface PaperComparison {
  /** Version of this shape. */
  readonly schema: "permafrost/paper-comparison@1";
  /** The paper. */
  readonly paper: Pick<Paper, "id" | "citation" | "doi">;
  /** Its tables, in its order. */
  readonly tables: readonly PaperSide[];
}

/** One table of the paper and what stands beside it. */
export interface PaperSide extends Pick<PaperTable, "table" | "title" | "protocol" | "nearest"> {
  /** Our tasks that stand beside it; empty if none asks the nearest question. */
  readonly tasks: readonly BesideTask[];
  /** Why nothing stands beside it; null if something does. */
  readonly nothing: string | null;
  /** Columns of the paper, in its order, each followed by ours of the same domain; then our others. */
  readonly columns: readonly BesideColumn[];
  /** Rows of the paper, in its order; then ours that it does not have. */
  readonly rows: readonly BesideRow[];
  /** What is wrong in this table, by the paper's own numbers and text. */
  readonly slips: readonly PaperSlip[];
}

/** A task of ours that asks the nearest question. */
export interface BesideTask {
  /** Its fingerprint. */
  readonly fingerprint: string;
  /** Its protocol. */
  readonly protocol: LeaderboardTask["protocol"];
  /** Its dataset. */
  readonly dataset: LeaderboardTask["dataset"];
  /** Names of the paper's datasets of whose domains it has all, by name. */
  readonly alike: readonly string[];
  /** What differs between their exam and this one; never empty. */
  readonly differs: readonly PaperDifference[];
}

/** A column of one side. */
export type BesideColumn =
  | ({
    /** The paper's. */
    readonly side: "theirs";
  } & Pick<PaperColumn, "dataset" | "domain" | "setting" | "metric" | "unit" | "decimals" | "kind">)
  | {
    /** Ours. */
    readonly side: "ours";
    /** Place of its task in `tasks`. */
    readonly task: number;
    /** Metric, a fraction. */
    readonly metric: string;
    /** Cases it is over: a domain, a slice, or the whole headline. */
    readonly over:
      | { readonly kind: "headline" }
      | { readonly kind: "domain" | "slice"; readonly name: string };
    /** Places in `columns` of the paper's columns that it stands beside. */
    readonly beside: readonly number[];
  };

/** A row of either side, or of both. */
export interface BesideRow {
  /** Name of the paper's row; null if it has none. */
  readonly theirs: string | null;
  /** Of a row of improvements. */
  readonly kind?: "improvement";
  /** Rows of ours that it stands for, at most one a task; empty if we have none. */
  readonly ours: readonly BesideMethod[];
  /** One number a column, a fraction, or per cent of an improvement; null where its side has none. */
  readonly cells: readonly (number | null)[];
  /** Of the paper's cells: what is printed behind ±, as a fraction; of ours: the sample deviation. */
  readonly deviations: readonly (number | null)[];
}

/** A row of our leaderboard. */
export interface BesideMethod {
  /** Place of its task in `tasks`. */
  readonly task: number;
  /** Id of the row. */
  readonly row: string;
  /** Method id. */
  readonly method: string;
  /** Its version. */
  readonly version: string;
  /** SHA-256 of its config. */
  readonly configSha256: LeaderboardRow["configSha256"];
  /** Device. */
  readonly device: LeaderboardRow["device"];
  /** What computed on it. */
  readonly kernels: LeaderboardRow["kernels"];
  /** What is not the same about the method, besides what differs between the exams. */
  readonly notes: readonly string[];
}
