import { validateBy } from "../../runs/validate_by.ts";
import type { ZeroShotHere } from "./_zero_shot_here.ts";

/** Per test case, the scores of the target's items in the corpus's order, which no run seed shuffles. */
export async function zeroShotScores(
  { task, domain, map, view, scorer }: ZeroShotHere,
): Promise<Float32Array[]> {
  const { pool } = view.catalogue.domains[domain], first = task.corpus.catalogue.offsets[domain];
  const place = Uint32Array.from(pool, (item) => map.canonicalItem[item] - first);
  const all: Float32Array[] = [];
  await validateBy(task, map, { cases: task.test })(async (batch) => {
    const scores = await scorer.score(batch);
    for (let query = 0; query < batch.length; query++) {
      const row = new Float32Array(pool.length);
      place.forEach((to, at) => row[to] = scores[query * pool.length + at]);
      all.push(row);
    }
    return scores;
  });
  return all;
}
