import type { Catalogue, TrainView } from "../contract/mod.ts";
import { buildCatalogue } from "./build_catalogue.ts";
import type { Query } from "./build_query_batch.ts";
import type { SmallTask } from "./small_task.ts";
import { buildTrainView, type Sequences } from "./build_train_view.ts";

const COLOURS = 2, SIDE = 26;

/** The colour of a checkerboard's item: users only ever have items of their own colour. */
export function colourOf(item: number): number {
  return item % COLOURS;
}

/**
 * A checkerboard, whose right answer is known: user u likes the items of colour u mod 2 and no others.
 *
 * The users of a colour have all its 26 items in the orders of a row-complete Latin square, so that each
 * ordered pair of a colour's items is a transition exactly once: popularity says nothing, and
 * neither does any single transition. An item's text tells its colour. A query shows half of a user's sequence.
 *
 * Where labels are wanted, it is asked about the first domain alone, and a user also meets the items of
 * the other colour, which are labelled 0: every item is liked as often as not.
 *
 * The idea is from the tests of the library implicit; the square is Williams's (1949).
 */
export function checkerboard(
  domains: number,
  { labelled = false }: { labelled?: boolean } = {},
): SmallTask {
  const catalogue = buildCatalogue(COLOURS * SIDE, {
    domains,
    ...labelled && { target: 0 },
    domainOf: (item) => Math.floor(item / COLOURS) % domains,
    // A colour, and what tells its items apart.
    textOf: (item) => [
      colourOf(item) === 0 ? 0.6 : -0.6,
      0.8 * Math.sin(7 * item),
      0.8 * Math.cos(5 * item),
      0.2,
    ],
  });
  const sequences = Array.from(
    { length: COLOURS * SIDE },
    (_, user) =>
      squareRow(Math.floor(user / COLOURS)).map((rank) => COLOURS * rank + user % COLOURS),
  );
  const queries = sequences.map((sequence, user): Query => {
    const domain = labelled ? 0 : Math.floor(user / COLOURS) % domains,
      history = sequence.slice(0, SIDE / 2);
    const candidates = [...catalogue.domains[domain].pool].filter((item) =>
      !history.includes(item)
    );
    return { user, domain, history, candidates };
  });
  const answers = queries.map(({ candidates }, user) =>
    candidates.find((item) => colourOf(item) === user % COLOURS) ?? candidates[0]
  );
  const train = labelled
    ? labelledView(sequences, catalogue)
    : buildTrainView(sequences, catalogue);
  return { train, validation: queries, answers, queries };
}

/** Beside each of a user's own items one of the other colour, before it or behind it, in no pattern. */
function labelledView(sequences: Sequences, catalogue: Catalogue): TrainView {
  const otherFirst = (place: number, user: number): boolean => (place * place + user) % 3 === 0;
  const both = sequences.map((sequence, user) =>
    sequence.flatMap((item, place) => {
      const other = item + 1 - COLOURS * colourOf(item);
      return otherFirst(place, user) ? [other, item] : [item, other];
    })
  );
  const labelOf = (event: number, user: number): 0 | 1 =>
    colourOf(both[user][event]) === user % COLOURS ? 1 : 0;
  return buildTrainView(both, catalogue, { labelOf });
}

/** Row r of the square: r, r − 1, r + 1, r − 2, r + 2, … (mod 26). */
function squareRow(row: number): number[] {
  return Array.from({ length: SIDE }, (_, column) => {
    const step = column % 2 === 0 ? column / 2 : SIDE - (column + 1) / 2;
    return (row + step) % SIDE;
  });
}
