import type { Candidates, Popularity, QueryBatch } from "../../plugins/contract/mod.ts";
import type { CaseSet } from "../../protocols/case_set.ts";
import type { Task } from "../../protocols/task.ts";
import type { ItemPool, ItemPools } from "./item_pools.ts";
import { type PoolQuestion, poolQuestion } from "./pool_question.ts";
import { type QueryFrame, queryFrame } from "../query_frame.ts";
import type { Shuffle } from "../shuffle.ts";

/** Some cases of a frame that go out as one batch. */
export type FramePart = SampledPart | PoolPart;

/** Cases with sampled candidates. */
export interface SampledPart extends QueryFrame {
  /** Tag. */
  readonly kind: "sampled";
}

/** Cases that rank whole pools. */
export interface PoolPart {
  /** `whole`: the candidate pool; `cold`: the items outside, where the answer is one of them. */
  readonly kind: "whole" | "cold";
  /** The cases asked. */
  readonly cases: Uint32Array;
  /** What the plugin sees. */
  readonly batch: QueryBatch;
  /** Per case: the pool whose scores come back, in its order. */
  readonly pools: readonly ItemPool[];
  /** Per case: what is asked of them. */
  readonly questions: readonly PoolQuestion[];
}

/**
 * The batches that a frame goes out in. Sampled candidates: one. Whole pools: those cases first whose
 * answer is in the pool, then those whose answer is not, which rank the domain's other items (rule 4);
 * and no batch asks for more than `mostScores`, so that what comes back has a bound that does not grow
 * with a pool. All of that hangs on the task alone.
 *
 * @param cases the part that asks
 * @param ask `indices` of the frame's cases; `popularity` of their interval; `pools`: of a task without
 * sampled candidates
 *
 * @example
 * ```ts
 * import { loadDataset } from "../../datasets/registry.ts";
 * import { freeze } from "../../protocols/freeze.ts";
 * import { loadProtocol } from "../../protocols/load_protocol.ts";
 * import { frameParts } from "./frame_parts.ts";
 * import { itemPools } from "./item_pools.ts";
 * import { PopularityIndex } from "../popularity_index.ts";
 * import { shuffle } from "../shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-full@1"));
 * const { test } = task, map = shuffle(task, 1), indices = Uint32Array.of(0, 1);
 * const popularity = new PopularityIndex(task, test, map).at(test.interval[0]);
 * const ask = { indices, shuffle: map, popularity, pools: itemPools(task, map) };
 * if (frameParts(task, test, ask).length !== 1) throw new Error("two queries are too much");
 * if (frameParts(task, test, { ...ask, mostScores: 1 }).length !== 2) throw new Error("not split");
 * ```
 */
export function frameParts(task: Task, cases: CaseSet, ask: {
  readonly indices: Uint32Array;
  readonly shuffle: Shuffle;
  readonly popularity: Popularity;
  readonly pools?: ItemPools | undefined;
  readonly mostScores?: number;
}): FramePart[] {
  const { indices, shuffle, pools, mostScores = Infinity } = ask;
  if (pools === undefined) return [{ kind: "sampled", ...queryFrame(task, cases, ask) }];
  const { candidates: asking } = task.protocol.protocol;
  const keepsHistory = asking.kind === "full" && asking.keepHistory === true;
  const parts: FramePart[] = [];
  for (const kind of ["whole", "cold"] as const) {
    const asked = indices.filter((index) => isCold(task, cases, index) === (kind === "cold"));
    const poolOf = (index: number): ItemPool => pools[kind][cases.domain[index]];
    for (const part of slices(asked, (index) => poolOf(index).items.length, mostScores)) {
      const { batch } = queryFrame(task, cases, { ...ask, indices: part });
      const own = Array.from(part, poolOf), { offsets, item } = batch.history;
      const questions = own.map(({ items }, q) =>
        poolQuestion(items, {
          target: shuffle.item[cases.target[part[q]]],
          history: keepsHistory ? [] : item.subarray(offsets[q], offsets[q + 1]),
        })
      );
      const candidates: Candidates = kind === "whole" ? { kind: "domain" } : lists(own);
      parts.push({ kind, cases: part, batch: { ...batch, candidates }, pools: own, questions });
    }
  }
  return parts;
}

function isCold({ pools }: Task, { target, domain }: CaseSet, index: number): boolean {
  const pool = pools[domain[index]], item = target[index];
  let low = 0, high = pool.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pool[middle] < item) low = middle + 1;
    else high = middle;
  }
  return pool[low] !== item;
}

/** Runs of cases that ask for no more than `most` scores, or one case alone. */
function slices(
  indices: Uint32Array,
  scores: (index: number) => number,
  most: number,
): Uint32Array[] {
  const starts: number[] = [];
  let total = 0;
  indices.forEach((index, i) => {
    total += scores(index);
    if (total <= most && i > 0) return;
    starts.push(i);
    total = scores(index);
  });
  return starts.map((start, i) => indices.slice(start, starts[i + 1]));
}

function lists(pools: readonly ItemPool[]): Candidates {
  const offsets = new Uint32Array(pools.length + 1);
  pools.forEach(({ items }, q) => offsets[q + 1] = offsets[q] + items.length);
  const items = new Uint32Array(offsets[pools.length]);
  pools.forEach((pool, q) => items.set(pool.items, offsets[q]));
  return { kind: "list", offsets, items };
}
