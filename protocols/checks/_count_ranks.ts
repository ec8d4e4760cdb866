import type { Task } from "../task.ts";
import { rankedPool } from "./_ranked_pool.ts";
import { firstAbove, firstAtLeast } from "./_search_ascending.ts";

/** Where the test answers stand among their candidates by a whole number per item. */
export interface CountRanks {
  /** Candidates with a larger number, per case. */
  readonly greater: Uint32Array;
  /** Candidates with the answer's very number, the answer included. */
  readonly tied: Uint32Array;
  /** Candidates, the answer included. */
  readonly ranked: Uint32Array;
  /** Candidates whose number is 0, the answer included. */
  readonly zero: Uint32Array;
}

/**
 * Ranks every test answer by a number of its item. Whole pools are sorted once, and a case looks its
 * answer up in them: a billion pairs are never walked.
 */
export function countRanks(task: Task, count: Uint32Array): CountRanks {
  const { test } = task, empty = () => new Uint32Array(test.length);
  const ranks = { greater: empty(), tied: empty(), ranked: empty(), zero: empty() };
  if (test.candidates) rankLists(test.target, test.candidates, count, ranks);
  else rankPools(task, count, ranks);
  return ranks;
}

function rankLists(
  target: Uint32Array,
  { offsets, items }: { offsets: Uint32Array; items: Uint32Array },
  count: Uint32Array,
  { greater, tied, ranked, zero }: CountRanks,
): void {
  for (let i = 0; i < target.length; i++) {
    const bar = count[target[i]];
    let above = 0, same = 0, none = 0;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      const each = count[items[at]];
      above += Number(each > bar);
      same += Number(each === bar);
      none += Number(each === 0);
    }
    greater[i] = above;
    tied[i] = same;
    zero[i] = none;
    ranked[i] = offsets[i + 1] - offsets[i];
  }
}

function rankPools(
  task: Task,
  count: Uint32Array,
  { greater, tied, ranked, zero }: CountRanks,
): void {
  const { poolOf, pools, out } = rankedPool(task), { target, length } = task.test;
  const sorted = pools.map((pool) => pool.map((item) => count[item]).sort());
  for (let i = 0; i < length; i++) {
    const counts = sorted[poolOf(i)], bar = count[target[i]];
    const above = firstAbove(counts, bar);
    greater[i] = counts.length - above;
    tied[i] = above - firstAtLeast(counts, bar);
    zero[i] = firstAtLeast(counts, 1);
    ranked[i] = counts.length;
    for (const item of out(i)) {
      ranked[i]--;
      if (count[item] > bar) greater[i]--;
      else if (count[item] === bar) tied[i]--;
      if (count[item] === 0) zero[i]--;
    }
  }
}
