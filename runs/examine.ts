import type { QueryBatch } from "../plugins/contract/mod.ts";
import { rankOf } from "../metrics/rank.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Task } from "../protocols/task.ts";
import { AnswerSheet } from "./_answer_sheet.ts";
import { frameParts, type PoolPart, type SampledPart } from "./ranking/frame_parts.ts";
import { type ItemPool, itemPools } from "./ranking/item_pools.ts";
import type { PopularityIndex } from "./popularity_index.ts";
import { ScoreRanker } from "./ranking/score_ranker.ts";
import type { Shuffle } from "./shuffle.ts";
import type { TowerRankers } from "./ranking/tower_rankers.ts";

/** Scores that a whole-pool batch may ask for: 64 MiB, the most that stands in one piece on the wire. */
const MOST_SCORES = 2 ** 24;

/** What became of the cases of one part, a row a case. */
export interface Examined {
  /** Candidates that scored higher than the answer. */
  readonly greater: Uint32Array;
  /** Candidates that scored the same, the answer included. */
  readonly tied: Uint32Array;
  /** Candidates ranked, the answer included. */
  readonly ranked: Uint32Array;
  /** Candidates without a score, over all cases. */
  readonly nanScores: number;
  /** Sampled: a score per candidate, in the order of the case set's candidate columns. */
  readonly scores?: Float32Array;
  /** Full ranking: the best 20 canonical items per case, `NO_ITEM` where there are fewer. */
  readonly top?: Uint32Array;
  /** Full ranking: what ranked the pools. */
  readonly ranking?: Ranking;
  /** Of the cases in `keep`: their scores as they came. */
  readonly kept: ReadonlyMap<number, Float32Array>;
}

/**
 * What ranks whole pools: the host by the scorer's vectors and a build of its kernels, or the scores
 * that came from the scorer.
 */
export type Ranking =
  | { readonly by: "vectors"; readonly kernels: "strict" | "relaxed" }
  | { readonly by: "scores" };

/** How to ask. */
export interface Examination {
  /** Plugin indices. */
  readonly shuffle: Shuffle;
  /** Popularity of the part. */
  readonly popularity: PopularityIndex;
  /** Who answers: a session through the wall, or a control on the host. */
  readonly answer: (batch: QueryBatch) => Promise<Float32Array>;
  /**
   * Whole pools are ranked by these vectors; without them, by `answer`. Cases whose answer is outside the
   * pool are always ranked by `answer`, and so are sampled candidates.
   */
  readonly towers?: TowerRankers | undefined;
  /** Cases whose scores are kept for asking again; none unless said. */
  readonly keep?: ReadonlySet<number>;
  /** Told the number of cases done after each frame. */
  readonly onFrame?: (done: number) => void;
}

/**
 * Asks every case of a part, frame by frame in ascending time: the next frame goes out when the last
 * one's scores are in. Scores become ranks here and are final.
 *
 * Scores of whole pools are counted as they come and forgotten. What stays is a rank and 20 items a
 * case, and the scores of the cases to keep.
 *
 * @param cases the part that is asked: validation or test
 * @throws {PluginFailure} when `exam.answer` or `exam.towers` does
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { examine } from "./examine.ts";
 * import { nextIdAnswer } from "./next_id_examinee.ts";
 * import { PopularityIndex } from "./popularity_index.ts";
 * import { unshuffled } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const map = unshuffled(task), popularity = new PopularityIndex(task, task.test, map);
 * const exam = { shuffle: map, popularity, answer: nextIdAnswer(task) };
 * const { greater, tied, ranked } = await examine(task, task.test, exam);
 * if (greater.some((n, i) => n + tied[i] > ranked[i])) throw new Error("more than were ranked");
 * ```
 */
export async function examine(
  task: Task,
  cases: CaseSet,
  exam: Examination,
): Promise<Examined> {
  const { frames } = cases, { shuffle, towers } = exam, sheet = new AnswerSheet(cases);
  const pools = cases.candidates ? undefined : itemPools(task, shuffle);
  const rankers = new Map<ItemPool, ScoreRanker>();
  const take = sheet.takePool.bind(sheet);
  for (let f = 0; f + 1 < frames.length; f++) {
    const size = frames[f + 1] - frames[f];
    const indices = Uint32Array.from({ length: size }, (_, i) => frames[f] + i);
    const popularity = exam.popularity.at(cases.interval[frames[f]]);
    // The same batches whoever ranks: what a method is asked does not hang on what else it offers.
    const ask = { indices, shuffle, popularity, pools, mostScores: MOST_SCORES };
    for (const part of frameParts(task, cases, ask)) {
      if (part.kind === "sampled") {
        const answers = await exam.answer(part.batch);
        takeSampled(sheet, { part, cases, answers, keep: exam.keep });
      } else if (towers && part.kind === "whole") {
        await towers.ask(part, { take, keep: exam.keep });
      } else {
        const answers = await exam.answer(part.batch);
        takeScores(sheet, { part, rankers, answers, keep: exam.keep });
      }
    }
    exam.onFrame?.(frames[f + 1]);
  }
  towers?.finish(take);
  const { greater, tied, ranked, nanScores, scores, top, kept } = sheet;
  const ranking: Ranking = towers ? { by: "vectors", kernels: towers.kernels } : { by: "scores" };
  return {
    ...{ greater, tied, ranked, nanScores, kept },
    ...(scores ? { scores } : {}),
    ...(top ? { top, ranking } : {}),
  };
}

/** The answer stands first in a case's candidate columns: the score that belongs there is its. */
function takeSampled(
  sheet: AnswerSheet,
  { part: { cases: asked, batch, place }, cases, answers, keep }: {
    part: SampledPart;
    cases: CaseSet;
    answers: Float32Array;
    keep: ReadonlySet<number> | undefined;
  },
): void {
  if (cases.candidates === undefined || batch.candidates.kind === "domain") {
    throw new TypeError("Cannot read scores of whole pools: expected those of sampled candidates");
  }
  const { offsets } = batch.candidates;
  asked.forEach((index, q) => {
    const begin = offsets[q], end = offsets[q + 1];
    const first = cases.candidates?.offsets[index] ?? 0;
    const target = begin + place.subarray(begin, end).indexOf(first);
    sheet.take(index, rankOf(answers, target, { begin, end }));
    if (keep?.has(index)) sheet.kept.set(index, answers.slice(begin, end));
  });
  place.forEach((to, at) => sheet.putScore(to, answers[at]));
}

/** Scores of whole pools, one after the other. */
function takeScores(
  sheet: AnswerSheet,
  { part, rankers, answers, keep }: {
    part: PoolPart;
    rankers: Map<ItemPool, ScoreRanker>;
    answers: Float32Array;
    keep: ReadonlySet<number> | undefined;
  },
): void {
  let from = 0;
  part.cases.forEach((index, q) => {
    const pool = part.pools[q];
    let ranker = rankers.get(pool);
    if (!ranker) rankers.set(pool, ranker = new ScoreRanker(pool.names));
    const scores = answers.subarray(from, from += pool.items.length);
    const kept = keep?.has(index) ? scores.slice() : undefined;
    sheet.takePool(index, ranker.rank(scores, part.questions[q]), kept);
  });
}
