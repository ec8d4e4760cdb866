import { holm } from "../../leaderboard/statistics/holm.ts";
import { pairedT } from "../../leaderboard/statistics/paired_t.ts";
import { signedRank } from "../../leaderboard/statistics/signed_rank.ts";
import { userDifferences } from "../../leaderboard/statistics/user_differences.ts";
import type { Entrant } from "./_arena.ts";

/** One entrant in one scope, against the first entrant. */
export interface EntrantRow {
  /** Its name. */
  readonly label: string;
  /** Mean over cases and run seeds. */
  readonly mean: number;
  /** Sample deviation of the run seeds' means; null for one seed. */
  readonly deviation: number | null;
  /** Mean over users of its difference to the first entrant; null for that one. */
  readonly difference: number | null;
  /** Corrected p-values (Holm over the rows of the scope) of paired t and Wilcoxon over users. */
  readonly t: number | null;
  readonly wilcoxon: number | null;
  /** Median CPU seconds of a run. */
  readonly seconds: number;
}

/**
 * Means of entrants over some cases, with paired tests against the first one on users, averaged over
 * run seeds: what `bench compare --baseline` does, for any part of the cases.
 *
 * @param scope whether a case counts; headline cases only
 */
export function compareEntrants(
  entrants: readonly Entrant[],
  scope: (entrant: Entrant, at: number) => boolean,
): EntrantRow[] {
  const [first] = entrants;
  const headline = first.headline.map((is, at) => is === 1 && scope(first, at) ? 1 : 0);
  const cases = Uint32Array.from(headline.keys()).filter((at) => headline[at] === 1);
  const averages = entrants.map(({ values }) => {
    const mean = new Float64Array(headline.length);
    for (const each of values) each.forEach((value, at) => mean[at] += value / values.length);
    return mean;
  });
  const tests = averages.slice(1).map((a) => {
    const differences = userDifferences({ user: first.user, headline }, { a, b: averages[0] });
    return {
      difference: differences.reduce((sum, each) => sum + each, 0) / differences.length,
      t: pairedT(differences).p,
      wilcoxon: signedRank(differences).p,
    };
  });
  const t = holm(tests.map((each) => each.t)), w = holm(tests.map((each) => each.wilcoxon));
  return entrants.map(({ label, values, seconds }, i) => {
    const means = values.map((each) => cases.reduce((sum, at) => sum + each[at], 0) / cases.length);
    const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
    const squares = means.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    const test = i > 0 ? tests[i - 1] : undefined;
    return {
      label,
      mean,
      deviation: means.length < 2 ? null : Math.sqrt(squares / (means.length - 1)),
      difference: test?.difference ?? null,
      t: test ? t[i - 1] : null,
      wilcoxon: test ? w[i - 1] : null,
      seconds: [...seconds].sort((a, b) => a - b)[Math.floor(seconds.length / 2)],
    };
  });
}
