import { sha256 } from "../core/sha256.ts";
import type { QueryBatch } from "../plugins/contract/mod.ts";
import { NextId } from "../protocols/checks/next_id.ts";
import type { Task } from "../protocols/task.ts";
import type { Examinee } from "./examinee.ts";

/**
 * The control `next_id`: it speaks of raw ids, so it runs on the host.
 *
 * @example
 * ```ts
 * import { nextIdExaminee } from "./next_id_examinee.ts";
 * const { kind, role, about } = await nextIdExaminee();
 * if (kind !== "host" || role !== "control" || about.id !== "next_id") throw new Error("no control");
 * ```
 */
export async function nextIdExaminee(): Promise<Examinee> {
  const code = await Deno.readTextFile(new URL("../protocols/checks/next_id.ts", import.meta.url));
  return {
    kind: "host",
    role: "control",
    about: {
      id: "next_id",
      version: "1.0.0",
      title: "Next raw id",
      variant: "original",
      citation: "Permafrost: nearest raw id above the largest of the history",
    },
    closure: sha256(code),
  };
}

/**
 * Answers a frame of canonical indices by raw ids alone.
 *
 * @returns what answers a batch as a scorer would, in unshuffled indices
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { freeze } from "../protocols/freeze.ts";
 * import { loadProtocol } from "../protocols/load_protocol.ts";
 * import { nextIdAnswer } from "./next_id_examinee.ts";
 * import { PopularityIndex } from "./popularity_index.ts";
 * import { queryFrame } from "./query_frame.ts";
 * import { unshuffled } from "./shuffle.ts";
 * const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
 * const map = unshuffled(task), indices = Uint32Array.of(0);
 * const popularity = new PopularityIndex(task, task.test, map).at(task.test.interval[0]);
 * const { batch, place } = queryFrame(task, task.test, { indices, shuffle: map, popularity });
 * const scores = await nextIdAnswer(task)(batch);
 * if (scores.length !== place.length) throw new Error("not a score per candidate");
 * ```
 */
export function nextIdAnswer(task: Task): (batch: QueryBatch) => Promise<Float32Array> {
  const nextId = new NextId(task.corpus.catalogue);
  const { domain } = task.corpus.catalogue;
  return (batch) => {
    const { candidates, history: { offsets, item } } = batch;
    const asked = Array.from(
      { length: batch.length },
      (_, q) =>
        candidates.kind === "list"
          ? candidates.items.subarray(candidates.offsets[q], candidates.offsets[q + 1])
          : task.pools[batch.domain[q]],
    );
    const scores = new Float32Array(asked.reduce((sum, each) => sum + each.length, 0));
    let at = 0;
    asked.forEach((items, q) => {
      const past = item.subarray(offsets[q], offsets[q + 1])
        .filter((each) => domain[each] === batch.domain[q]);
      nextId.score(past, items, scores.subarray(at, at += items.length));
    });
    return Promise.resolve(scores);
  };
}
