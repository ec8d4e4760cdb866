import { correctedMarks } from "../../leaderboard/statistics/corrected_marks.ts";
import { caseMarks } from "../../leaderboard/case_marks.ts";
import { metricByName } from "../../metrics/metric_by_name.ts";
import type { Method, Scorer } from "../../plugins/contract/mod.ts";
import { freeze } from "../../protocols/freeze.ts";
import type { FrozenProtocol } from "../../protocols/frozen_protocol.ts";
import type { Task } from "../../protocols/task.ts";
import { examine } from "../../runs/examine.ts";
import { outcomesOf } from "../../runs/outcomes_of.ts";
import { PopularityIndex } from "../../runs/popularity_index.ts";
import { shuffle } from "../../runs/shuffle.ts";
import { trainView } from "../../runs/train_view.ts";
import type { Corpus } from "../../core/corpus.ts";

/** One metric of one method on one corpus: means over the headline cases. */
export interface SampledAndFull {
  readonly metric: string;
  /** Among the sampled negatives. */
  readonly raw: number;
  /** Corrected, by the rank-based estimate. */
  readonly rankBased: number;
  /** Corrected, by the least-squares estimate. */
  readonly biasVariance: number;
  /** Among the whole pools that the negatives came from: what the others estimate. */
  readonly full: number;
}

const SEED = 1;

/** Fits a method once and asks it the same cases twice: sampled, and ranking the same pools in full. */
export async function sampledAndFull(
  method: Method,
  { corpus, frozen }: { readonly corpus: Corpus; readonly frozen: FrozenProtocol },
): Promise<SampledAndFull[]> {
  const { protocol } = frozen;
  if (protocol.candidates.kind !== "sampled") throw new TypeError("Cannot study: nothing sampled");
  // As many negatives as there are items: too small a pool gives all of it, and so full ranking.
  const all = { ...protocol.candidates, count: corpus.catalogue.length };
  const tasks = [frozen, { ...frozen, protocol: { ...protocol, candidates: all } }]
    .map((each) => freeze(corpus, each));
  const map = shuffle(tasks[0], SEED);
  const scorer = await method.fit(trainView(tasks[0], map), method.defaults, {
    ...{ seed: SEED, device: "cpu", signal: new AbortController().signal },
    validate: () => Promise.reject(new TypeError("Cannot validate in this study: a method asked")),
    progress() {},
    checkpoint: () => Promise.resolve(),
  });
  const [sampled, whole] = [await asked(tasks[0], scorer), await asked(tasks[1], scorer)];
  await scorer[Symbol.asyncDispose]?.();
  const corrected = correctedMarks(sampled);
  return protocol.metrics.flatMap((name) => {
    const metric = metricByName(name), estimate = corrected.get(name);
    const raw = caseMarks(sampled, metric), truth = caseMarks(whole, metric);
    if (!estimate || !raw || !truth) return [];
    const headline = [...sampled.headline.keys()].filter((at) => sampled.headline[at] === 1);
    const mean = (of: (at: number) => number) =>
      headline.reduce((sum, at) => sum + of(at), 0) / headline.length;
    return {
      metric: name,
      raw: mean((at) => raw(at).value),
      rankBased: mean((at) => estimate(at).rankBased),
      biasVariance: mean((at) => estimate(at).biasVariance),
      full: mean((at) => truth(at).value),
    };
  });
}

async function asked(task: Task, scorer: Scorer) {
  const map = shuffle(task, SEED), popularity = new PopularityIndex(task, task.test, map);
  const answer = scorer.score.bind(scorer);
  return outcomesOf(task, await examine(task, task.test, { shuffle: map, popularity, answer }));
}
