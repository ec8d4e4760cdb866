import type { Candidates, Popularity, QueryBatch } from "../plugins/contract/mod.ts";
import type { CaseSet } from "../protocols/case_set.ts";
import { history } from "../protocols/history.ts";
import type { Task } from "../protocols/task.ts";
import type { Shuffle } from "./shuffle.ts";

/** Some cases as queries, and what the host needs to read the answer. */
export interface QueryFrame {
  /** Indices of the cases asked. */
  readonly cases: Uint32Array;
  /** What the plugin sees. */
  readonly batch: QueryBatch;
  /**
   * Per score that comes back for sampled candidates: its place in the case set's candidate
   * columns. Empty for full ranking, where scores stand in the order of the domain's pool.
   */
  readonly place: Uint32Array;
}

/**
 * Writes cases as queries in plugin indices: histories cut, candidates ascending, no answer.
 *
 * @param cases the part that asks
 * @param ask `indices`: the cases asked; `popularity`: of their interval
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { PopularityIndex } from "./popularity_index.ts";
 * import { queryFrame } from "./query_frame.ts";
 * import { shuffle } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const { test } = task, map = shuffle(task, 1);
 * const popularity = new PopularityIndex(task, test, map).at(test.interval[0]);
 * const indices = Uint32Array.of(0);
 * const { batch } = queryFrame(task, test, { indices, shuffle: map, popularity });
 * if (batch.history.item.includes(map.item[test.target[0]])) throw new Error("the answer is told");
 * ```
 */
export function queryFrame(
  task: Task,
  cases: CaseSet,
  ask: { indices: Uint32Array; shuffle: Shuffle; popularity: Popularity },
): QueryFrame {
  const { indices, shuffle, popularity } = ask, { timeline } = task;
  const rows = Array.from(indices, (index) => history(task, cases, index));
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((each, i) => offsets[i + 1] = offsets[i] + each.length);
  const flat = Uint32Array.from(rows.flat());
  const { candidates, place } = askedCandidates(cases, ask);
  const { rating } = timeline;
  return {
    cases: indices,
    place,
    batch: {
      length: indices.length,
      user: Int32Array.from(indices, (index) => shuffle.user[cases.user[index]]),
      domain: Uint8Array.from(indices, (index) => cases.domain[index]),
      time: Float64Array.from(indices, (index) => cases.time[index]),
      history: {
        offsets,
        item: Uint32Array.from(flat, (row) => shuffle.item[timeline.item[row]]),
        time: Float64Array.from(flat, (row) => timeline.time[row]),
        ...(rating ? { rating: Float32Array.from(flat, (row) => rating[row]) } : {}),
      },
      candidates,
      popularity,
    },
  };
}

/** Candidates ascending by plugin index, so that their order tells nothing. */
function askedCandidates(
  cases: CaseSet,
  { indices, shuffle }: { indices: Uint32Array; shuffle: Shuffle },
): { candidates: Candidates; place: Uint32Array } {
  if (!cases.candidates) return { candidates: { kind: "domain" }, place: new Uint32Array(0) };
  const { offsets, items } = cases.candidates;
  const frameOffsets = new Uint32Array(indices.length + 1);
  indices.forEach((index, i) =>
    frameOffsets[i + 1] = frameOffsets[i] + offsets[index + 1] - offsets[index]
  );
  const place = new Uint32Array(frameOffsets[indices.length]);
  indices.forEach((index, i) => {
    const part = place.subarray(frameOffsets[i], frameOffsets[i + 1]);
    for (let at = 0; at < part.length; at++) part[at] = offsets[index] + at;
    part.sort((a, b) => shuffle.item[items[a]] - shuffle.item[items[b]]);
  });
  return {
    candidates: {
      kind: "list",
      offsets: frameOffsets,
      items: Uint32Array.from(place, (at) => shuffle.item[items[at]]),
    },
    place,
  };
}
