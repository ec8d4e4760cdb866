import chiSquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import type { ChiSquare } from "./chi_square.ts";
import type { Share } from "./share_of.ts";
import type { TrustChecks } from "./trust_checks.ts";

/** Chance that a test gives notice of what is by chance. */
const LEVEL = 0.001;

/** Chance that it speaks of a fault: tasks are many, and a fault says that the suite is wrong. */
const FAULT_LEVEL = 0.000001;

/** What one check comes to. */
export interface TrustVerdict {
  /** What was checked, as a table's first column has it. */
  readonly title: string;
  /**
   * `fault`: the task is wrong; `notice`: it is right, and a reader has to know this of it; `clear`:
   * nothing; `unknown`: the check does not fit this protocol or there is too little data.
   */
  readonly state: "fault" | "notice" | "clear" | "unknown";
  /** The finding in words, with its numbers. */
  readonly text: string;
}

/**
 * Says what trust checks mean, with p-values: a χ² is a notice from p < 0.001 on, an effect from 3 of
 * its standard errors. Negatives that are not spread by chance are a fault from p < 0.000001 on.
 *
 * @returns one verdict a line of the report, always the same ones in the same order
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../freeze.ts";
 * import { loadProtocol } from "../load_protocol.ts";
 * import { trustChecks } from "./trust_checks.ts";
 * import { trustVerdicts } from "./trust_verdicts.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const verdicts = trustVerdicts(trustChecks(task));
 * if (verdicts.some(({ state }) => state === "fault")) throw new Error("a fault of the suite");
 * ```
 */
export function trustVerdicts(checks: TrustChecks): TrustVerdict[] {
  const { laterTraining, duplicates, partsApart, negativeSpread } = checks;
  return [
    noticed("time ties", checks.timeTies, "of the test cases hang on a time tie"),
    noticed("later training", laterTraining.events, "of training is later than an answer (mean)"),
    noticed("own future", laterTraining.ownUser, "of the test cases: own user trains on later"),
    faulty("boundary", laterTraining.pastBoundary, "of training is not before the first answer"),
    noticed("duplicate rows", duplicates.rows, "of the data's rows"),
    noticed("repeats", duplicates.repeats, "of the events: an item that the user had"),
    noticed("copied users", duplicates.users, "of the users: the same events as another"),
    noticed("small pools", checks.exhausted, "of the test cases: too few negatives"),
    faulty("answers apart", partsApart.answers, "of the answers are learned from or asked twice"),
    faulty("items apart", partsApart.items, "of the answers: the user learns the item"),
    faulty("users apart", partsApart.rows, "of the users' rows stand in two parts"),
    faulty("negatives drawn", negativeSpread?.impossible, "of the negatives cannot be drawn"),
    tested("negatives, residues", negativeSpread?.residues, "negatives"),
    tested("negatives, ranges", negativeSpread?.ranges, "negatives"),
    tested("index of answers", checks.indexPlaces?.places, "answers"),
    skew(checks.candidatePopularity),
    leak(checks.leakedPopularity),
  ];
}

const NOT_HERE = "not checked: nothing of the kind in this protocol, or too few cases";

function unknown(title: string): TrustVerdict {
  return { title, state: "unknown", text: NOT_HERE };
}

function noticed(title: string, found: Share | null | undefined, text: string): TrustVerdict {
  if (!found || found.share === null) return unknown(title);
  return { title, state: found.count > 0 ? "notice" : "clear", text: `${told(found)} ${text}` };
}

function faulty(title: string, found: Share | null | undefined, text: string): TrustVerdict {
  const { state, text: said } = noticed(title, found, text);
  return { title, state: state === "notice" ? "fault" : state, text: said };
}

function tested(
  title: string,
  found: ChiSquare | null | undefined,
  what: "negatives" | "answers",
): TrustVerdict {
  if (!found) return unknown(title);
  const { statistic, freedom, counted } = found;
  const p = 1 - chiSquareCdf(statistic, freedom);
  const numbers = `χ² ${statistic.toFixed(1)} on ${freedom}, p ${
    p < 1e-6 ? "< 0.000001" : p.toFixed(6)
  }, ${counted} ${what}`;
  if (p >= LEVEL) return { title, state: "clear", text: `spread as by chance: ${numbers}` };
  // Negatives are the suite's to draw; where answers lie is the data's.
  const state = what === "negatives" && p < FAULT_LEVEL ? "fault" : "notice";
  return { title, state, text: `not spread by chance: ${numbers}` };
}

function skew(found: TrustChecks["candidatePopularity"]): TrustVerdict {
  const title = "popularity of answers";
  if (found === null || found.rank === null) return unknown(title);
  const { rank, pool, untrainedAnswers, untrainedOthers } = found;
  const isMixed = pool === "trained" && untrainedAnswers.count + untrainedOthers.count > 0;
  const more = `above ${percent(rank)} of the other candidates (mean; by chance 50.00 %)`;
  const cold = `without training events: ${told(untrainedAnswers)} of the answers, ${
    told(untrainedOthers)
  } of the others`;
  return { title, state: isMixed ? "fault" : "notice", text: `${more}; ${cold}` };
}

function leak(found: TrustChecks["leakedPopularity"]): TrustVerdict {
  const title = "leaked popularity";
  if (found === null || found.standardError === null) return unknown(title);
  const { metric, effect, standardError, training } = found;
  const numbers = `${effect.toFixed(4)} ± ${standardError.toFixed(4)} ${metric} over ${
    training.toFixed(4)
  }`;
  return effect > 3 * standardError
    ? { title, state: "notice", text: `one that had seen the test part would gain ${numbers}` }
    : { title, state: "clear", text: `one that had seen the test part would not gain: ${numbers}` };
}

function told({ count, of, share }: Share): string {
  return `${share === null ? "none" : percent(share)} (${count} of ${of})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
