import type { Search, SearchRule } from "../../leaderboard/schema/search.ts";
import type { TrialEnd } from "./trial_file.ts";

/** A config that was chosen, and how. */
export interface FoundConfig {
  /** The config. */
  readonly config: Readonly<Record<string, unknown>>;
  /** For the record: the search, and seconds of each trial. */
  readonly found: { readonly search: Search; readonly seconds: readonly number[] };
}

/**
 * Chooses among the trials of a search: the highest value on validation, the first of equals.
 *
 * @param trials all of them, in order
 * @returns undefined if every trial failed
 *
 * @example
 * ```ts
 * import { chooseTrial } from "./choose_trial.ts";
 * const rule = { trials: 3, seed: 1, runSeed: 1, space: { k: [1, 2, 3] }, from: { k: 1 } };
 * const rest = { validationCalls: 1, failure: null, seconds: 1, cpuSeconds: 1, peakMemoryBytes: 1 };
 * const trials = [0.1, 0.4, 0.4].map((value, i) => ({ config: { k: i + 1 }, value, ...rest }));
 * if (chooseTrial(rule, trials)?.config.k !== 2) throw new Error("not the first of the best");
 * ```
 */
export function chooseTrial(
  rule: SearchRule,
  trials: readonly TrialEnd[],
): FoundConfig | undefined {
  const values = trials.map(({ value }) => value ?? -Infinity);
  const best = values.indexOf(Math.max(...values)), { config, value } = trials[best];
  if (value === null) return undefined;
  const search: Search = {
    rule,
    trials: trials.map(({ config, value, validationCalls, failure }) => (
      { config, value, validationCalls, failure }
    )),
    chosen: best,
  };
  return { config, found: { search, seconds: trials.map(({ seconds }) => seconds) } };
}
