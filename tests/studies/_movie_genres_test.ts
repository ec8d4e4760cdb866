import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { ingest } from "../../datasets/ingest.ts";
import { movieGenres } from "./_movie_genres.ts";

Deno.test("movieGenres() splits films by genre, and keeps users, ratings and other genres", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const inter = "user_id:token\titem_id:token\trating:float\ttimestamp:float";
    const item = "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq";
    const films = ["1\tA, B\t1990\tDrama War", "2\tC\t1991\tComedy", "3\tD\t\tDrama"];
    const events = ["u\t1\t5\t10", "u\t2\t1\t20", "v\t3\t4\t5", "v\t2\t3\t6"];
    for (
      const [name, lines] of Object.entries({ inter: [inter, ...events], item: [item, ...films] })
    ) {
      await Deno.writeTextFile(join(folder, `ml-100k.${name}`), lines.join("\n") + "\n");
    }
    const { users, catalogue, interactions } = await ingest(
      await movieGenres(join(folder, "out"), folder),
    );
    assertEquals([...users], ["u", "v"]);
    assertEquals(catalogue.domains, ["drama", "other"]);
    const found = catalogue.rawId.map((id, i) => [
      id,
      catalogue.domains[catalogue.domain[i]],
      catalogue.categories?.[catalogue.category?.[i] ?? 0],
    ]);
    assertEquals(found, [["1", "drama", "War"], ["3", "drama", "none"], ["2", "other", "Comedy"]]);
    const rows = Array.from(interactions.item, (film, row) => [
      catalogue.rawId[film],
      interactions.time[row],
      interactions.rating?.[row],
    ]);
    assertEquals(rows, [["1", 10, 5], ["2", 20, 1], ["3", 5, 4], ["2", 6, 3]]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
