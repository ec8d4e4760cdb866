import type { QueryBatch } from "../plugins/contract/mod.ts";
import { rankOf } from "../metrics/rank.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Task } from "../protocols/task.ts";
import type { PopularityIndex } from "./popularity_index.ts";
import { type QueryFrame, queryFrame } from "./query_frame.ts";
import type { Shuffle } from "./shuffle.ts";
import { topItems } from "./top_items.ts";

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
  /** Of the cases in `keep`: their scores as they came. */
  readonly kept: ReadonlyMap<number, Float32Array>;
}

/** How to ask. */
export interface Examination {
  /** Plugin indices. */
  readonly shuffle: Shuffle;
  /** Popularity of the part. */
  readonly popularity: PopularityIndex;
  /** Who answers: a session through the wall, or a control on the host. */
  readonly answer: (batch: QueryBatch) => Promise<Float32Array>;
  /** Cases whose scores are kept for asking again; none unless said. */
  readonly keep?: ReadonlySet<number>;
  /** Told the number of cases done after each frame. */
  readonly onFrame?: (done: number) => void;
}

/**
 * Asks every case of a part, frame by frame in ascending time: the next frame goes out when the last
 * one's scores are in. Scores become ranks here and are final.
 *
 * @param cases the part that is asked: validation or test
 * @throws {PluginFailure} when `exam.answer` does
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
  const { length, frames } = cases;
  const greater = new Uint32Array(length), tied = new Uint32Array(length);
  const ranked = new Uint32Array(length);
  const scores = cases.candidates && new Float32Array(cases.candidates.items.length);
  const top = cases.candidates ? undefined : new Uint32Array(20 * length);
  const kept = new Map<number, Float32Array>();
  const pools = task.pools.map((pool) =>
    Uint32Array.from(pool, (i) => exam.shuffle.item[i]).sort()
  );
  let nanScores = 0;
  for (let f = 0; f + 1 < frames.length; f++) {
    const indices = Uint32Array.from(
      { length: frames[f + 1] - frames[f] },
      (_, i) => frames[f] + i,
    );
    const popularity = exam.popularity.at(cases.interval[frames[f]]);
    const frame = queryFrame(task, cases, { indices, shuffle: exam.shuffle, popularity });
    const answers = await exam.answer(frame.batch);
    let from = 0;
    for (let q = 0; q < indices.length; q++) {
      const index = indices[q];
      const pool = pools[cases.domain[index]];
      const to = from + sizeOf(frame, q, pool);
      const question = scores
        ? sampledTarget(frame, cases, { index, from, to })
        : fullTarget(frame, pool, { q, target: exam.shuffle.item[cases.target[index]], from });
      const rank = rankOf(answers, question.target, { begin: from, end: to, skip: question.skip });
      greater[index] = rank.greater;
      tied[index] = rank.tied;
      ranked[index] = rank.ranked;
      nanScores += rank.unscored;
      if (scores) { for (let at = from; at < to; at++) scores[frame.place[at]] = answers[at]; }
      top?.set(
        topItems(answers.subarray(from, to), {
          skip: question.skip.map((at) => at - from),
          name: (at) => exam.shuffle.canonicalItem[pool[at]],
        }),
        20 * index,
      );
      if (exam.keep?.has(index)) kept.set(index, answers.slice(from, to));
      from = to;
    }
    exam.onFrame?.(frames[f + 1]);
  }
  return {
    greater,
    tied,
    ranked,
    nanScores,
    kept,
    ...(scores ? { scores } : {}),
    ...(top ? { top } : {}),
  };
}

function sizeOf({ batch }: QueryFrame, q: number, pool: Uint32Array): number {
  const { candidates } = batch;
  if (candidates.kind === "domain") return pool.length;
  return candidates.offsets[q + 1] - candidates.offsets[q];
}

/** The answer stands first in a case's candidate columns: find the score that belongs there. */
function sampledTarget(
  { place }: QueryFrame,
  cases: CaseSet,
  { index, from, to }: { index: number; from: number; to: number },
): { target: number; skip: number[] } {
  const first = cases.candidates?.offsets[index] ?? 0;
  return { target: place.subarray(from, to).indexOf(first) + from, skip: [] };
}

/** The answer's and the history's positions in a scored pool. */
function fullTarget(
  { batch }: QueryFrame,
  pool: Uint32Array,
  { q, target, from }: { q: number; target: number; from: number },
): { target: number; skip: number[] } {
  const { offsets, item } = batch.history;
  const skip = new Set<number>();
  for (let row = offsets[q]; row < offsets[q + 1]; row++) {
    const at = indexIn(pool, item[row]);
    if (at >= 0 && item[row] !== target) skip.add(from + at);
  }
  return { target: from + indexIn(pool, target), skip: [...skip].sort((a, b) => a - b) };
}

function indexIn(ascending: Uint32Array, value: number): number {
  let low = 0, high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === value ? low : -1;
}
