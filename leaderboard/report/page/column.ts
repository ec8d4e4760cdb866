import type { ReportRow } from "../report_data.ts";
import type { Child } from "./element.ts";

/** A column of a leaderboard. */
export interface Column {
  /** Tells it from others. */
  readonly key: string;
  /** What stands above it. */
  readonly head: string;
  /** What it is, in a sentence. */
  readonly title: string;
  /** What rows are sorted by; those without a value come last. A column without one is not sorted. */
  readonly value?: (row: ReportRow) => number | null;
  /** Whether the least is the best, and so comes first. */
  readonly isCost?: boolean;
  /** What stands in a cell. */
  readonly cell: (row: ReportRow) => Child;
  /** Whether cells are shaded from the least value to the most. */
  readonly isShaded?: boolean;
}
