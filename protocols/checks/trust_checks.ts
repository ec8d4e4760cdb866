import type { Task } from "../task.ts";
import { type CandidatePopularity, candidatePopularity } from "./candidate_popularity.ts";
import { type Duplicates, duplicates } from "./duplicates.ts";
import { exhausted } from "./exhausted.ts";
import { type IndexPlaces, indexPlaces } from "./index_places.ts";
import { type LaterTraining, laterTraining } from "./later_training.ts";
import { type LeakedPopularity, leakedPopularity } from "./leaked_popularity.ts";
import { type NegativeSpread, negativeSpread } from "./negative_spread.ts";
import { type PartsApart, partsApart } from "./parts_apart.ts";
import type { Share } from "./share_of.ts";
import { splitRule } from "./split_rule.ts";
import { timeTies } from "./time_ties.ts";

/** What a task's own data says of its fairness: plain JSON, the same on every machine. */
export interface TrustChecks {
  /** Test cases whose order hangs on a time tie. */
  readonly timeTies: Share;
  /** Training events that are later than what is asked. */
  readonly laterTraining: LaterTraining;
  /** Rows, items and users that occur more than once. */
  readonly duplicates: Duplicates;
  /** Test cases with less negatives than the protocol asks for; null where none are drawn. */
  readonly exhausted: Share | null;
  /** What stands in two parts though it may not. */
  readonly partsApart: PartsApart;
  /** Whether negatives lie in their pools as uniform draws do; null where none are drawn. */
  readonly negativeSpread: NegativeSpread | null;
  /** Whether indices tell answers; null where there is nothing to choose from. */
  readonly indexPlaces: IndexPlaces | null;
  /** How popular answers are among their candidates; null where there is nothing to choose from. */
  readonly candidatePopularity: CandidatePopularity | null;
  /** What a leak would bring to popularity; null where there is nothing to choose from. */
  readonly leakedPopularity: LeakedPopularity | null;
}

/**
 * Checks a frozen task: a pure function of it, by + − × ÷ √ and log2 alone, so that what is stored does
 * not hang on a machine. `docs/trust-checks.md` says what each check finds and what it does not;
 * `trust_verdicts.ts` what the numbers mean. The order leak is a control that sits the exam, `next_id`.
 *
 * @throws {UserError} if there is no metric of the protocol's selection metric's name
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { trustChecks } from "./trust_checks.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const checks = trustChecks(task), kept = JSON.stringify(checks);
 * if (checks.partsApart.answers.count !== 0) throw new Error("answers are learned from");
 * if (JSON.stringify(trustChecks(task)) !== kept) throw new Error("not the same twice");
 * ```
 */
export function trustChecks(task: Task): TrustChecks {
  const rule = splitRule(task.protocol.protocol.split.kind);
  return {
    timeTies: timeTies(task),
    laterTraining: laterTraining(task, rule),
    duplicates: duplicates(task),
    exhausted: exhausted(task),
    partsApart: partsApart(task, rule),
    negativeSpread: negativeSpread(task),
    indexPlaces: indexPlaces(task),
    candidatePopularity: candidatePopularity(task),
    leakedPopularity: leakedPopularity(task),
  };
}
