import { bootstrap } from "../../leaderboard/statistics/bootstrap.ts";
import { caseGroups } from "../../leaderboard/statistics/case_groups.ts";
import { Resamples } from "../../leaderboard/statistics/resamples.ts";
import { noisyExam } from "./_noisy_scorers.ts";

/** How often a 95 % interval holds the mean over all users there could be. */
export interface Coverage {
  /** That mean, from the users of the population. */
  readonly truth: number;
  /** Share of trials whose bootstrap interval over users holds it. */
  readonly overUsers: number;
  /** Share of trials below the interval, and above. */
  readonly missed: readonly [number, number];
  /** The same as `overUsers` of the macro mean of two domains: first cases of users, and others. */
  readonly macro: number;
  /** The same if every case is taken for a user of its own: what the leaderboard does not do. */
  readonly overCases: number;
}

/** Coverage over trials of exams of some users, held against a large exam. */
export function coverage(
  trials: number,
  { users, population, marked = (ndcg) => ndcg }: {
    readonly users: number;
    readonly population: number;
    /** What a case gets for its NDCG@10. */
    readonly marked?: (ndcg: number) => number;
  },
): Coverage {
  const exam = (trial: number | string, users: number): Exam => {
    const { user, headline, value: [value] } = noisyExam(trial, { users, scorers: 1 });
    const domain = Uint8Array.from(user, (each, at) => Number(each === user[at - 1]));
    return { user, headline, value: value.map(marked), domain };
  };
  const { value, domain } = exam("population", population);
  const mean = (isIn: (at: number) => boolean) => {
    const chosen = value.filter((_, at) => isIn(at));
    return chosen.reduce((sum, each) => sum + each, 0) / chosen.length;
  };
  const truth = mean(() => true);
  const ofDomains = (mean((at) => domain[at] === 0) + mean((at) => domain[at] === 1)) / 2;
  let overUsers = 0, below = 0, above = 0, macro = 0, overCases = 0;
  for (let trial = 0; trial < trials; trial++) {
    const one = exam(trial, users), found = intervals(one, `users ${trial}`);
    const [low, high] = found.headline;
    overUsers += held(truth, found.headline);
    below += Number(truth < low);
    above += Number(truth > high);
    macro += held(ofDomains, found.macro);
    const alone = { ...one, user: one.user.map((_, at) => at) };
    overCases += held(truth, intervals(alone, `cases ${trial}`).headline);
  }
  return {
    truth,
    overUsers: overUsers / trials,
    missed: [below / trials, above / trials],
    macro: macro / trials,
    overCases: overCases / trials,
  };
}

interface Exam {
  readonly user: Uint32Array;
  readonly headline: Uint8Array;
  readonly value: Float64Array;
  readonly domain: Uint8Array;
}

function held(truth: number, [low, high]: readonly [number, number]): number {
  return Number(low <= truth && truth <= high);
}

/** The leaderboard's own intervals of the headline mean and of the macro mean. */
function intervals({ user, headline, value, domain }: Exam, fingerprint: string) {
  const groups = caseGroups({
    ...{ length: user.length, domains: ["first", "others"], user, domain, headline, slices: {} },
  });
  const sums = groups.groups.map(({ user, row }) => {
    const sum = new Float64Array(user.length);
    row.forEach((row, at) => row >= 0 && (sum[row] += value[at]));
    return [sum];
  });
  const resamples = new Resamples(groups.users, fingerprint);
  const { headline: [mean], macro: [macro] } = bootstrap(groups, sums, resamples);
  return { headline: mean ?? [NaN, NaN], macro: macro ?? [NaN, NaN] } as const;
}
