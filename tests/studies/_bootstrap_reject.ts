import { RandomStream } from "../../core/random_stream.ts";
import { pairedBootstrap } from "../../leaderboard/statistics/paired_bootstrap.ts";
import { Resamples } from "../../leaderboard/statistics/resamples.ts";
import { auc } from "../../metrics/auc.ts";
import { gauc } from "../../metrics/gauc.ts";
import type { Rows } from "../../metrics/metric.ts";

/** Shares of trials in which the paired bootstrap tells scorers apart that are alike. */
export function bootstrapRejections(
  trials: number,
  { users }: { readonly users: number },
): Readonly<Record<"auc" | "gauc", number>> {
  const rejected = { auc: 0, gauc: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const [a, b] = noisyRows(trial, users), resamples = new Resamples(users, `rows ${trial}`);
    for (const [name, metric] of [["auc", auc()], ["gauc", gauc()]] as const) {
      const row = { a: metric.over(a).resampled, b: metric.over(b).resampled };
      rejected[name] += Number(pairedBootstrap(row, { users, resamples }).p <= 0.05);
    }
  }
  return { auc: rejected.auc / trials, gauc: rejected.gauc / trials };
}

/** The rows of two scorers: one to three cases a user, each a positive among four negatives. */
function noisyRows(trial: number, users: number): Rows[] {
  const stream = RandomStream.from(1, "noisy rows", trial);
  const user: number[] = [], label: number[] = [], scores: number[][] = [[], []];
  for (let u = 0; u < users; u++) {
    const cases = 1 + stream.below(3), level = 0.5 * stream.normal();
    const liking = scores.map(() => 0.5 * stream.normal());
    for (let row = 0; row < 5 * cases; row++) {
      const positive = Number(row % 5 === 0), shared = level + stream.normal();
      user.push(u);
      label.push(positive);
      scores.forEach((each, s) =>
        each.push(shared + positive * (0.8 + liking[s]) + 0.6 * stream.normal())
      );
    }
  }
  return scores.map((each) => ({
    score: Float32Array.from(each),
    label: Uint8Array.from(label),
    user: Uint32Array.from(user),
    domain: new Uint8Array(each.length),
  }));
}
