import type { Corpus } from "../core/corpus.ts";

/**
 * A corpus without common users: who has events in several domains becomes a user in each of them.
 * The raw id of such a part is the user's, a zero character and the domain's name.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { splitUsers } from "./split_users.ts";
 * const corpus = await loadDataset("tundra-tiny"), { users, interactions } = splitUsers(corpus);
 * if (users.length <= corpus.users.length) throw new Error("nobody was split");
 * if (interactions.length !== corpus.interactions.length) throw new Error("an event was lost");
 * ```
 */
export function splitUsers(corpus: Corpus): Corpus {
  const { domains, domain } = corpus.catalogue;
  const { length, offsets, item, time, rating } = corpus.interactions;
  const users: string[] = [], ends: number[] = [], rows: number[] = [];
  corpus.users.forEach((user, u) => {
    const own: number[][] = domains.map(() => []);
    for (let row = offsets[u]; row < offsets[u + 1]; row++) own[domain[item[row]]].push(row);
    const several = own.filter((part) => part.length > 0).length > 1;
    own.forEach((part, d) => {
      if (part.length === 0) return;
      // Zero is below every other character, so that raw ids stay in UTF-8 order.
      users.push(several ? `${user}\0${domains[d]}` : user);
      for (const row of part) rows.push(row);
      ends.push(rows.length);
    });
  });
  return {
    ...corpus,
    users,
    interactions: {
      length,
      offsets: Uint32Array.from([0, ...ends]),
      item: Uint32Array.from(rows, (row) => item[row]),
      time: Float64Array.from(rows, (row) => time[row]),
      ...(rating && { rating: Float32Array.from(rows, (row) => rating[row]) }),
    },
  };
}
