import { buildCatalogue } from "./build_catalogue.ts";
import type { Query } from "./build_query_batch.ts";
import type { SmallTask } from "./small_task.ts";
import { buildTrainView } from "./build_train_view.ts";

const ITEMS = 24, USERS = 96, LENGTH = 4;

/** The item that always follows another. */
export function successorOf(item: number): number {
  return (item + 1) % ITEMS;
}

/**
 * Users who walk round one cycle of items, each from another place: what comes next depends on the
 * last item alone, and nothing else tells items apart.
 */
export function cycle(): SmallTask {
  const catalogue = buildCatalogue(ITEMS, { domains: 1 });
  const walk = (from: number, length: number) =>
    Array.from({ length }, (_, step) => (from + step) % ITEMS);
  const sequences = Array.from({ length: USERS }, (_, user) => {
    const end = LENGTH + 1 + Math.floor(user / ITEMS) * 7 % (ITEMS - LENGTH - 1);
    return [...walk(user, LENGTH), (user + end) % ITEMS];
  });
  const train = buildTrainView(sequences, catalogue);
  const queries = walk(0, ITEMS).map((from): Query => {
    const history = walk(from, 1 + from % LENGTH);
    const candidates = walk(0, ITEMS).filter((item) => !history.includes(item));
    return { user: -1, domain: 0, history, candidates };
  });
  const answers = queries.map(({ history }) => successorOf(history[history.length - 1]));
  return { train, validation: queries, answers, queries };
}
