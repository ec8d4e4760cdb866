import type { SearchRule } from "../../leaderboard/schema/search.ts";
import type { Examinee } from "../examinee.ts";
import type { PlannedRun } from "../planned_run.ts";

/** The search for one method's config on one task. */
export interface PlannedSearch {
  /** Whose config is looked for. */
  readonly examinee: Extract<Examinee, { readonly kind: "plugin" }>;
  /** All that decides what is tried. */
  readonly rule: SearchRule;
  /** What is tried, in order; a trial's key names its file, and is no record's key. */
  readonly trials: readonly PlannedRun[];
}
