import { buildCatalogue } from "./build_catalogue.ts";
import type { Query } from "./build_query_batch.ts";
import { buildTrainView } from "./build_train_view.ts";
import type { SmallTask } from "./small_task.ts";

const ITEMS = 12, USERS = 10;

/**
 * What a scorer of a small task may be adapted to: one domain more, whose items come after the task's.
 *
 * @param events whether there are events to learn from; else zero-shot
 */
export function targetTask(
  { train: { catalogue } }: Pick<SmallTask, "train">,
  { events }: { readonly events: boolean },
): SmallTask {
  const before = catalogue.items, domain = catalogue.domains.length;
  const warm = new Set(catalogue.domains.flatMap(({ pool }) => [...pool]));
  const extended = buildCatalogue(before + ITEMS, {
    domains: domain + 1,
    domainOf: (item) => item < before ? catalogue.itemDomain[item] : domain,
    isCold: (item) => item < before && !warm.has(item),
  });
  const walk = (from: number, length: number) =>
    Array.from({ length }, (_, step) => before + (from + step) % ITEMS);
  // Without events there are no users; queries have histories all the same.
  const sequences = Array.from({ length: events ? USERS : 0 }, (_, user) => walk(user, 5));
  const queries = Array.from({ length: USERS }, (_, user): Query => ({
    user: -1,
    domain,
    history: walk(user, user % 4),
    candidates: walk(user + 4, 5).sort((a, b) => a - b),
  }));
  const answers = queries.map(({ candidates }, user) => candidates[user % candidates.length]);
  return { train: buildTrainView(sequences, extended), validation: queries, answers, queries };
}
