import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";

/**
 * A corpus without the users who have too few events, over all domains. The catalogue stays.
 *
 * @param minimumEvents fewest events of a user who stays
 * @throws {UserError} if nobody stays
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { activeUsers } from "./active_users.ts";
 * const corpus = await loadDataset("tundra-tiny"), { users, interactions } = activeUsers(corpus, 20);
 * if (users.length === 0 || users.length >= corpus.users.length) throw new Error("all or nobody");
 * const { offsets } = interactions;
 * if (users.some((_, u) => offsets[u + 1] - offsets[u] < 20)) throw new Error("too few events");
 * ```
 */
export function activeUsers(corpus: Corpus, minimumEvents: number): Corpus {
  const { offsets, item, time, rating } = corpus.interactions;
  const events = (user: number): number => offsets[user + 1] - offsets[user];
  const active = [...corpus.users.keys()].filter((user) => events(user) >= minimumEvents);
  if (active.length === 0) {
    throw new UserError(
      `Cannot split "${corpus.id}" by time: no user has ${minimumEvents} events, expected at least one`,
    );
  }
  if (active.length === corpus.users.length) return corpus;
  const ends = new Uint32Array(active.length + 1);
  active.forEach((user, place) => ends[place + 1] = ends[place] + events(user));
  const rows = new Uint32Array(ends[active.length]);
  active.forEach((user, place) => {
    for (let i = 0; i < events(user); i++) rows[ends[place] + i] = offsets[user] + i;
  });
  return {
    ...corpus,
    users: active.map((user) => corpus.users[user]),
    interactions: {
      length: rows.length,
      offsets: ends,
      item: Uint32Array.from(rows, (row) => item[row]),
      time: Float64Array.from(rows, (row) => time[row]),
      ...(rating && { rating: Float32Array.from(rows, (row) => rating[row]) }),
    },
  };
}
