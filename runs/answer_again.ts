import { RandomStream } from "../core/random_stream.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Task } from "../protocols/task.ts";
import type { Examination, Examined } from "./examine.ts";
import { frameParts } from "./ranking/frame_parts.ts";
import { itemPools } from "./ranking/item_pools.ts";

/**
 * The cases that are asked again after the exam: a hashed 1 %, at least 200, in ascending order.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { casesToAskAgain } from "./answer_again.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const cases = casesToAskAgain(task);
 * if (cases.length !== 200 || cases[0] >= cases[1]) throw new Error("not 200 in ascending order");
 * ```
 */
export function casesToAskAgain(task: Task): Uint32Array {
  const { length } = task.test;
  const order = RandomStream.from(task.protocol.protocol.seed, "ask again")
    .shuffle(Uint32Array.from({ length }, (_, i) => i));
  return order.subarray(0, Math.min(length, Math.max(200, Math.ceil(length / 100)))).sort();
}

/**
 * Whether a scorer has learned from its queries (rule 3): the chosen cases are asked again, each
 * alone and in another order, and a score that differs by more than 1e-5 (relative, from 1 up)
 * tells. Whole pools are asked as they were ranked: by vectors, those of the items asked for again too.
 *
 * @param examined whose `kept` holds the first answers of the cases to ask again
 * @param exam as the cases were asked first
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { casesToAskAgain, isStateful } from "./answer_again.ts";
 * import { examine } from "./examine.ts";
 * import { nextIdAnswer } from "./next_id_examinee.ts";
 * import { PopularityIndex } from "./popularity_index.ts";
 * import { unshuffled } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const map = unshuffled(task), popularity = new PopularityIndex(task, task.test, map);
 * const exam = { shuffle: map, popularity, answer: nextIdAnswer(task) };
 * const keep = new Set(casesToAskAgain(task));
 * const examined = await examine(task, task.test, { ...exam, keep });
 * if (await isStateful(task, examined, exam)) throw new Error("ids do not learn");
 * ```
 */
export async function isStateful(
  task: Task,
  examined: Examined,
  exam: Pick<Examination, "shuffle" | "popularity" | "answer" | "towers">,
): Promise<boolean> {
  const { shuffle, towers } = exam;
  const pools = task.test.candidates ? undefined : itemPools(task, shuffle);
  for (const index of backwardsByInterval(task.test, [...examined.kept.keys()])) {
    const popularity = exam.popularity.at(task.test.interval[index]);
    const indices = Uint32Array.of(index);
    const [part] = frameParts(task, task.test, { indices, shuffle, popularity, pools });
    const byVectors = towers && part.kind === "whole";
    const again = byVectors ? (await towers.scores(part))[0] : await exam.answer(part.batch);
    const before = examined.kept.get(index);
    if (before?.some((score, at) => differs(score, again[at]))) return true;
  }
  return false;
}

/** Backwards within an interval; intervals ascend, so that popularity is walked once. */
function backwardsByInterval(cases: CaseSet, indices: readonly number[]): number[] {
  return [...indices].sort((a, b) => cases.interval[a] - cases.interval[b] || b - a);
}

function differs(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) !== Number.isNaN(b);
  return Math.abs(a - b) > 1e-5 * Math.max(1, Math.abs(a));
}
