import { RandomStream } from "../core/random_stream.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import type { Task } from "../protocols/task.ts";
import type { Examination, Examined } from "./examine.ts";
import { queryFrame } from "./query_frame.ts";

/** The cases that are asked again after the exam: a hashed 1 %, at least 200, in ascending order. */
export function casesToAskAgain(task: Task): Uint32Array {
  const { length } = task.test;
  const order = RandomStream.from(task.protocol.protocol.seed, "ask again")
    .shuffle(Uint32Array.from({ length }, (_, i) => i));
  return order.subarray(0, Math.min(length, Math.max(200, Math.ceil(length / 100)))).sort();
}

/**
 * Whether a scorer has learned from its queries (rule 3): the chosen cases are asked again, each
 * alone and in another order, and a score that differs by more than 1e-5 (relative, from 1 up)
 * tells.
 */
export async function isStateful(
  task: Task,
  examined: Examined,
  exam: Pick<Examination, "shuffle" | "popularity" | "answer">,
): Promise<boolean> {
  for (const index of backwardsByInterval(task.test, [...examined.kept.keys()])) {
    const { batch } = queryFrame(task, task.test, {
      indices: Uint32Array.of(index),
      shuffle: exam.shuffle,
      popularity: exam.popularity.at(task.test.interval[index]),
    });
    const again = await exam.answer(batch), before = examined.kept.get(index);
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
