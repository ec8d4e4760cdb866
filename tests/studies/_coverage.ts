import { bootstrap } from "../../leaderboard/statistics/bootstrap.ts";
import { caseGroups } from "../../leaderboard/statistics/case_groups.ts";
import { Resamples } from "../../leaderboard/statistics/resamples.ts";
import { type NoisyExam, noisyExam } from "./_noisy_scorers.ts";

/** How often a 95 % interval holds the mean over all users there could be. */
export interface Coverage {
  /** That mean, from the users of the population. */
  readonly truth: number;
  /** Share of trials whose bootstrap interval over users holds it. */
  readonly overUsers: number;
  /** Share of trials below the interval, and above. */
  readonly missed: readonly [number, number];
  /** The same if every case is taken for a user of its own: what the leaderboard does not do. */
  readonly overCases: number;
}

/** Coverage over trials of exams of some users, held against a large exam. */
export function coverage(
  trials: number,
  { users, population }: { readonly users: number; readonly population: number },
): Coverage {
  const all = noisyExam("population", { users: population, scorers: 1 });
  const truth = all.value[0].reduce((sum, each) => sum + each, 0) / all.user.length;
  const held = { overUsers: 0, overCases: 0 }, missed: [number, number] = [0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const exam = noisyExam(trial, { users, scorers: 1 });
    const [low, high] = interval(exam, `users ${trial}`);
    held.overUsers += Number(low <= truth && truth <= high);
    missed[0] += Number(truth < low) / trials;
    missed[1] += Number(truth > high) / trials;
    const alone = { ...exam, user: exam.user.map((_, at) => at) };
    const [lowest, highest] = interval(alone, `cases ${trial}`);
    held.overCases += Number(lowest <= truth && truth <= highest);
  }
  return { truth, overUsers: held.overUsers / trials, missed, overCases: held.overCases / trials };
}

/** The leaderboard's own interval of the headline mean. */
function interval({ user, headline, value: [value] }: NoisyExam, fingerprint: string) {
  const groups = caseGroups({
    length: user.length,
    domains: ["all"],
    user,
    domain: new Uint8Array(user.length),
    headline,
    slices: {},
  });
  const sums = new Float64Array(groups.groups[0].user.length);
  groups.groups[0].row.forEach((row, at) => sums[row] += value[at]);
  const resamples = new Resamples(groups.users, fingerprint);
  return bootstrap(groups, [[sums]], resamples).headline[0] ?? [NaN, NaN];
}
