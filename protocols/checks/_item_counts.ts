import type { Task } from "../task.ts";

/** Events per canonical item, of those that are flagged; of all without flags. */
export function itemCounts(
  { corpus, timeline: { item, length } }: Pick<Task, "corpus" | "timeline">,
  flags?: Uint8Array,
): Uint32Array {
  const counts = new Uint32Array(corpus.catalogue.length);
  for (let row = 0; row < length; row++) if (!flags || flags[row] === 1) counts[item[row]]++;
  return counts;
}
