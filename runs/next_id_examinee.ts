import { sha256 } from "../core/sha256.ts";
import type { QueryBatch } from "../plugins/contract/mod.ts";
import { NextId } from "../protocols/checks/next_id.ts";
import type { Task } from "../protocols/task.ts";
import type { Examinee } from "./examinee.ts";

/** The control `next_id`: it speaks of raw ids, so it runs on the host. */
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

/** Answers a frame of canonical indices by raw ids alone. */
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
