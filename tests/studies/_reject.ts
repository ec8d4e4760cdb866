import { holm } from "../../leaderboard/statistics/holm.ts";
import { pairedT } from "../../leaderboard/statistics/paired_t.ts";
import { signedRank } from "../../leaderboard/statistics/signed_rank.ts";
import { userDifferences } from "../../leaderboard/statistics/user_differences.ts";
import { noisyExam } from "./_noisy_scorers.ts";

/** How often scorers that are alike were told apart at 5 %. */
export interface Rejections {
  /** Paired t over users. */
  readonly t: number;
  /** Wilcoxon over users. */
  readonly wilcoxon: number;
  /** Paired t over cases, as if they were independent: what the tests do not do. */
  readonly tOverCases: number;
  /** At least one of five comparisons with one baseline: t under Holm. */
  readonly familyT: number;
  /** The same by Wilcoxon. */
  readonly familyWilcoxon: number;
  /** The same by t without a correction. */
  readonly familyUncorrected: number;
}

/** Shares of trials in which a test rejects though there is nothing to find. */
export function rejections(trials: number, { users }: { readonly users: number }): Rejections {
  const number = {
    t: 0,
    wilcoxon: 0,
    tOverCases: 0,
    familyT: 0,
    familyWilcoxon: 0,
    familyUncorrected: 0,
  };
  const isSmall = (p: number) => p <= 0.05;
  for (let trial = 0; trial < trials; trial++) {
    const exam = noisyExam(trial, { users, scorers: 6 }), [b, ...others] = exam.value;
    const differences = others.map((a) => userDifferences(exam, { a, b }));
    const t = differences.map((each) => pairedT(each).p);
    const wilcoxon = differences.map((each) => signedRank(each).p);
    number.t += Number(isSmall(t[0]));
    number.wilcoxon += Number(isSmall(wilcoxon[0]));
    number.tOverCases += Number(isSmall(pairedT(others[0].map((each, at) => each - b[at])).p));
    number.familyT += Number(holm(t).some(isSmall));
    number.familyWilcoxon += Number(holm(wilcoxon).some(isSmall));
    number.familyUncorrected += Number(t.some(isSmall));
  }
  const share = (of: number) => of / trials;
  return {
    t: share(number.t),
    wilcoxon: share(number.wilcoxon),
    tOverCases: share(number.tOverCases),
    familyT: share(number.familyT),
    familyWilcoxon: share(number.familyWilcoxon),
    familyUncorrected: share(number.familyUncorrected),
  };
}
