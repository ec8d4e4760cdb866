import type { CaseSet } from "../../protocols/case_set.ts";
import type { Task } from "../../protocols/task.ts";
import { type Examination, examine, type Examined } from "../examine.ts";

/** What ranking whole pools beside sampled candidates gave. */
export interface WholePools {
  /** The cases that were asked, ascending: those of the headline. */
  readonly cases: Uint32Array;
  /** What became of them, a row each. */
  readonly examined: Examined;
}

/**
 * Ranks the whole pools of cases whose candidates are sampled, as `leave-one-out-full` would: all of
 * the pool without the history (rule 10). To be asked when the sampled scores are in, after
 * `fullRanking` has said that it may be.
 *
 * @param cases of a task with sampled candidates; the others rank whole pools as it is
 * @throws {PluginFailure} as `examine` does
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { examineWholePools } from "./examine_whole_pools.ts";
 * import { nextIdAnswer } from "../next_id_examinee.ts";
 * import { PopularityIndex } from "../popularity_index.ts";
 * import { unshuffled } from "../shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const map = unshuffled(task), popularity = new PopularityIndex(task, task.test, map);
 * const exam = { shuffle: map, popularity, answer: nextIdAnswer(task) };
 * const { cases, examined } = await examineWholePools(task, task.test, exam);
 * const pool = task.pools[task.test.domain[cases[0]]];
 * if (examined.ranked[0] > pool.length || examined.top === undefined) throw new Error("not its pool");
 * ```
 */
export async function examineWholePools(
  task: Task,
  cases: CaseSet,
  exam: Examination,
): Promise<WholePools> {
  const asked = Uint32Array.from({ length: cases.length }, (_, i) => i)
    .filter((index) => cases.headline[index] === 1);
  const place = new Map([...asked].map((index, row) => [index, row]));
  const keep = new Set([...exam.keep ?? []].flatMap((index) => place.get(index) ?? []));
  const examined = await examine(task, wholePools(cases, asked), { ...exam, keep });
  return { cases: asked, examined };
}

/** Some of the cases, ascending, in the frames that they had, without their candidates. */
function wholePools(cases: CaseSet, asked: Uint32Array): CaseSet {
  const { candidates: _, ...rest } = cases;
  const frames = [0];
  let row = 0;
  for (const end of cases.frames.subarray(1)) {
    while (row < asked.length && asked[row] < end) row++;
    if (row > frames[frames.length - 1]) frames.push(row);
  }
  const flags = (of: Uint8Array): Uint8Array => Uint8Array.from(asked, (index) => of[index]);
  return {
    ...rest,
    length: asked.length,
    frames: Uint32Array.from(frames),
    user: Uint32Array.from(asked, (index) => cases.user[index]),
    event: Uint32Array.from(asked, (index) => cases.event[index]),
    target: Uint32Array.from(asked, (index) => cases.target[index]),
    domain: flags(cases.domain),
    time: Float64Array.from(asked, (index) => cases.time[index]),
    interval: Float64Array.from(asked, (index) => cases.interval[index]),
    headline: flags(cases.headline),
    warm: flags(cases.warm),
    timeTied: flags(cases.timeTied),
    slices: Object.fromEntries(
      Object.entries(cases.slices).map(([name, of]) => [name, flags(of)]),
    ),
  };
}
