import { stringify } from "@std/csv";
import { join } from "node:path";
import { labelKey } from "../../core/label_key.ts";
import { movieLens } from "./_movie_lens.ts";

const DOMAINS = ["films-a", "films-b"] as const, SEED = 20261121;
const HEADER = ["user_id", "item_id", "timestamp", "domain", "text"];

/** How much of a log there is. */
export interface LogSize {
  readonly users: number;
  readonly items: number;
  readonly events: number;
}

/** MovieLens as two domains. */
export interface MovieDomains {
  /** A CSV file that `bench run --data` takes. */
  readonly path: string;
  /** What is in it, by domain. */
  readonly domains: Readonly<Record<typeof DOMAINS[number], LogSize>>;
  /** What fell away: events of other halves, and the users and films that are left without one. */
  readonly left: LogSize;
}

/**
 * MovieLens 100K as two domains that share nothing: users are halved by a hash of their raw ids, films
 * by one of their texts (some films have two ids), and only events of a user and a film of the same half
 * are kept.
 *
 * @param folder where the CSV goes
 * @param source folder of `ml-100k.inter` and `ml-100k.item`, RecBole's atomic files
 * @throws {UserError} if a file is not there, or is not what it should be
 */
export async function movieDomains(folder: string, source?: string): Promise<MovieDomains> {
  const { corpus, films } = await movieLens(source);
  const { users, catalogue: { rawId }, interactions, duplicates } = corpus;
  const { offsets, item, time } = interactions;
  const filmHalf = films.map(({ text }) => halfOf("film", text)), rows: unknown[][] = [];
  const kept = DOMAINS.map(() => ({
    users: new Set<number>(),
    items: new Set<number>(),
    events: 0,
  }));
  users.forEach((id, user) => {
    const half = halfOf("user", id);
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const film = item[row];
      if (filmHalf[film] !== half) continue;
      rows.push([id, rawId[film], time[row], DOMAINS[half], films[film].text]);
      kept[half].users.add(user);
      kept[half].items.add(film);
      kept[half].events++;
    }
  });
  const [a, b] = kept.map((each): LogSize => ({
    ...{ users: each.users.size, items: each.items.size, events: each.events },
  }));
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, "films.csv");
  await Deno.writeTextFile(path, stringify([HEADER, ...rows]));
  return {
    path,
    domains: { "films-a": a, "films-b": b },
    left: {
      users: users.length - a.users - b.users,
      items: rawId.length - a.items - b.items,
      events: interactions.length + duplicates - a.events - b.events,
    },
  };
}

/** Which half a name is in, whatever else there is. */
function halfOf(kind: "user" | "film", name: string): 0 | 1 {
  const [word] = labelKey(SEED, "movie-domains", kind, name);
  return word % 2 === 0 ? 0 : 1;
}
