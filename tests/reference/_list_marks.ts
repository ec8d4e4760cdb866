import type { ReferenceTask } from "./_model.ts";
import type { ScoredCase } from "./_pair_marks.ts";
import { type ReferenceMark, sure } from "./_rank_marks.ts";

/** The first k items that a case recommends: best first, equal scores in the catalogue's order. */
function top({ answer, candidates, scores }: ScoredCase, k: number, task: ReferenceTask): string[] {
  const order = task.catalogue.get(answer.domain) ?? [];
  return candidates.map((item, i) => ({ item, score: scores[i], place: order.indexOf(item) }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, k).map(({ item }) => item);
}

/** coverage@k of some cases, of all that they rank. */
export function coverage(
  cases: readonly ScoredCase[],
  { k, task }: { k: number; task: ReferenceTask },
): ReferenceMark {
  const shown = new Set<string>(), pool = new Set<string>();
  for (const { answer: { domain }, headline } of cases) {
    const warm = task.trained.get(domain) ?? [], all = task.catalogue.get(domain) ?? [];
    for (const item of all) {
      if (warm.includes(item) === headline) pool.add(`${domain}/${item}`);
    }
  }
  for (const each of cases) {
    for (const item of top(each, k, task)) shown.add(`${each.answer.domain}/${item}`);
  }
  return sure(shown.size / pool.size);
}

/** average popularity@k of one case. */
export function averagePopularity(
  each: ScoredCase,
  { k, task }: { k: number; task: ReferenceTask },
): ReferenceMark {
  const learned = [...task.events.values()].flat()
    .filter(({ role, domain }) => role === "training" && domain === each.answer.domain);
  const counts = top(each, k, task)
    .map((item) => learned.filter((event) => event.item === item).length);
  return sure(counts.reduce((sum, n) => sum + n, 0) / Math.max(1, counts.length));
}
