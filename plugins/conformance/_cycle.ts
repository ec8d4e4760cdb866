import { buildCatalogue } from "./build_catalogue.ts";
import type { Query } from "./build_query_batch.ts";
import { buildTrainView } from "./build_train_view.ts";
import type { SmallTask } from "./small_task.ts";

const ITEMS = 24, USERS = 96, LENGTH = 4, OTHERS = 2;

/** The item that always follows another. */
export function successorOf(item: number): number {
  return (item + 1) % ITEMS;
}

/**
 * Users who walk round one cycle of items, a few steps each and from every place: what comes next
 * depends on the last item alone, and nothing else tells items apart, but their texts, which are places
 * on a circle.
 *
 * Walks are short, so that an item two steps on is also met as a negative: many methods draw none
 * from a user's own items.
 *
 * Where labels are wanted, a user is shown two other items before each step, which are labelled 0: behind
 * every item everything that is not its successor.
 */
export function cycle({ labelled = false }: { labelled?: boolean } = {}): SmallTask {
  const catalogue = buildCatalogue(ITEMS, { domains: 1, textOf });
  const walk = (from: number, length: number) =>
    Array.from({ length }, (_, step) => (from + step) % ITEMS);
  const walks = Array.from({ length: USERS }, (_, user) => walk(user, LENGTH));
  const train = labelled
    ? buildTrainView(walks.map(withOthers), catalogue, {
      labelOf: (event) => event % (1 + OTHERS) === 0 ? 1 : 0,
    })
    : buildTrainView(walks, catalogue);
  const queries = walk(0, ITEMS).map((from): Query => {
    const history = walk(from, 1 + from % LENGTH);
    const candidates = walk(0, ITEMS).filter((item) => !history.includes(item));
    return { user: -1, domain: 0, history, candidates };
  });
  const answers = queries.map(({ history }) => successorOf(history[history.length - 1]));
  return { train, validation: queries, answers, queries };
}

/**
 * A walk with items that are shown in vain behind each but the last: over all walks every item that is
 * no successor, none of them next to its own.
 */
function withOthers(walk: readonly number[], user: number): number[] {
  const visit = Math.floor(user / ITEMS), others = ITEMS - 2;
  return walk.flatMap((item, step) => {
    if (step === LENGTH - 1) return [item];
    const first = (LENGTH - 1) * visit + step;
    const shown = Array.from({ length: OTHERS }, (_, i) => (first + i * others / OTHERS) % others);
    return [item, ...shown.map((other) => (item + 2 + other) % ITEMS)];
  });
}

function textOf(item: number): number[] {
  const angle = 2 * Math.PI * item / ITEMS;
  return [Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)]
    .map((each) => each * Math.SQRT1_2);
}
