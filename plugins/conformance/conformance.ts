import type { Device, Method } from "../contract/mod.ts";
import { adaptCases } from "./_adapt_cases.ts";
import { declarationCases } from "./_declaration_cases.ts";
import { fitCases } from "./_fit_cases.ts";
import { independenceCases } from "./_independence_cases.ts";
import { inputCases } from "./_input_cases.ts";
import { learningCases } from "./_learning_cases.ts";
import { subjectOf } from "./_subject.ts";

/** What the suite is told about a method. */
export interface ConformanceOptions {
  /** Its folder's name. */
  readonly id: string;
  /** The text of its README. */
  readonly readme: string;
  /** Where tensors live; the caller has opened it. */
  readonly device: Device;
  /** How many tensors the device holds now. */
  tensorCount(): number;
  /** Config for quick fits, where nothing need be learned; keys that the method lacks are ignored. */
  readonly quick: Readonly<Record<string, unknown>>;
  /** Config for fits that have to learn; keys that the method lacks are ignored. */
  readonly thorough: Readonly<Record<string, unknown>>;
}

/** One question to a method. */
export interface ConformanceCase {
  /** What has to hold. */
  readonly name: string;
  /** Resolves if it holds; rejects with an `AssertionError`, or with the method's own error, if not. */
  run(): Promise<void>;
}

/** Questions to a method; to be disposed of after the last, which frees the scorer that they share. */
export interface Conformance extends AsyncDisposable {
  readonly cases: readonly ConformanceCase[];
}

/**
 * The questions that every method has to pass, on data of a few dozen users: what it declares, odd
 * input, fits, independence of a score from all but its query, adapting, and data whose right answer is
 * known. Those that only ask share one fit.
 *
 * Causality is asked from outside: later events of others and earlier queries may not move a score.
 * That the state at t ignores what follows *within* a sequence cannot be told from here (SASRec with
 * its mask taken away learned both data sets, given epochs): that is for the tests of `nn`.
 *
 * @example
 * ```ts
 * import popularity from "../../methods/popularity/method.ts";
 * import { conformance } from "./conformance.ts";
 * await using suite = conformance(popularity, {
 *   id: "popularity",
 *   readme: "# Popularity",
 *   device: "cpu",
 *   tensorCount: () => 0,
 *   quick: {},
 *   thorough: {},
 * });
 * for (const { name, run } of suite.cases) if (name.startsWith("batch")) await run();
 * ```
 */
export function conformance(method: Method, options: ConformanceOptions): Conformance {
  const subject = subjectOf(method, options);
  const cases = [
    ...declarationCases(subject),
    ...inputCases(subject),
    ...fitCases(subject),
    ...independenceCases(subject),
    ...adaptCases(subject),
    ...learningCases(subject),
  ];
  return { cases, [Symbol.asyncDispose]: () => subject[Symbol.asyncDispose]() };
}
