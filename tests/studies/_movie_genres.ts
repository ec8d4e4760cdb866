import { stringify } from "@std/csv";
import { join } from "node:path";
import { movieLens } from "./_movie_lens.ts";

const HEADER = ["user_id", "item_id", "timestamp", "rating", "domain", "category"];

/**
 * MovieLens 100K as two domains of different films and the same users: `drama`, the films that have
 * this genre, and `other`. A film's category is its first genre besides.
 *
 * @param folder where the CSV goes
 * @param source as `movieLens` takes it
 * @returns the path of a CSV file that `bench run --data` takes
 * @throws {UserError} if MovieLens is not there, or is not what it should be
 */
export async function movieGenres(folder: string, source?: string): Promise<string> {
  const { corpus: { users, catalogue: { rawId }, interactions }, films } = await movieLens(source);
  const { offsets, item, time, rating } = interactions;
  const domainOf = films.map(({ genres }) => genres.includes("Drama") ? "drama" : "other");
  const categoryOf = films.map(({ genres }) => genres.find((genre) => genre !== "Drama") ?? "none");
  const rows = users.flatMap((user, u) => {
    const events = Array.from({ length: offsets[u + 1] - offsets[u] }, (_, e) => offsets[u] + e);
    return events.map((row) => {
      const film = item[row];
      return [user, rawId[film], time[row], rating?.[row], domainOf[film], categoryOf[film]];
    });
  });
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, "genres.csv");
  await Deno.writeTextFile(path, stringify([HEADER, ...rows]));
  return path;
}
