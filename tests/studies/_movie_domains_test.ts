import { assert, assertEquals, assertRejects } from "@std/assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RandomStream } from "../../core/random_stream.ts";
import { UserError } from "../../core/user_error.ts";
import { ingest } from "../../datasets/ingest.ts";
import { movieDomains } from "./_movie_domains.ts";

const INTER = "user_id:token\titem_id:token\trating:float\ttimestamp:float";
const ITEM = "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq";

/** Twenty users and thirty films; two of these are one film, one is never rated, one is missing a year. */
const EVENTS = Array.from({ length: 20 }, (_, user) => {
  const stream = RandomStream.from(3, "movies", user);
  return Array.from({ length: 12 }, (_, at) => ({ user: `u${user}`, film: stream.below(29), at }));
}).flat();
const FILMS = Array.from(
  { length: 30 },
  (_, film) => `${film}\tFilm ${film}\t19${film + 60}\tDrama`,
)
  .with(7, '7\tStrange "Film", A\t\tComedy War').with(9, "9\tFilm 8\t1968\tDrama");

function interOf(events: typeof EVENTS): string[] {
  return [INTER, ...events.map(({ user, film, at }) => `${user}\t${film}\t3\t${1000 + at}`)];
}

async function inFolder(
  files: Readonly<Record<string, readonly string[]>>,
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, lines] of Object.entries(files)) {
      await Deno.writeTextFile(join(folder, `ml-100k.${name}`), lines.join("\n") + "\n");
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The CSV's rows, as it stands. */
async function csvOf(events: typeof EVENTS): Promise<string> {
  let csv = "";
  await inFolder({ inter: interOf(events), item: [ITEM, ...FILMS] }, async (folder) => {
    csv = await Deno.readTextFile((await movieDomains(join(folder, "out"), folder)).path);
  });
  return csv;
}

Deno.test("movieDomains() keeps every event of a user and a film of one half, and no other", () =>
  inFolder({ inter: interOf(EVENTS), item: [ITEM, ...FILMS] }, async (folder) => {
    const { path, domains, left } = await movieDomains(join(folder, "out"), folder);
    const { users, catalogue, interactions } = await ingest(path);
    const { offsets, item } = interactions, { domain, rawId } = catalogue;
    assertEquals(catalogue.domains, ["films-a", "films-b"]);
    assertEquals(new Set(rawId).size, rawId.length, "a film of both");
    const filmIn = new Map(rawId.map((film, i) => [film, domain[i]]));
    const kept = new Map(users.map((user, u) => {
      const films = [...item.subarray(offsets[u], offsets[u + 1])];
      assertEquals(new Set(films.map((film) => domain[film])).size, 1, `${user} is in both`);
      return [user, { domain: domain[films[0]], films: films.map((film) => rawId[film]) }];
    }));
    let events = 0;
    for (const { user, film } of EVENTS) {
      const has = kept.get(user)?.films.includes(String(film)) ?? false;
      const own = kept.get(user)?.domain;
      assertEquals(has, own !== undefined && filmIn.get(String(film)) === own, `${user}, ${film}`);
      if (has) events++;
    }
    assertEquals(interactions.length, events);
    // The halves are counted as they are, and nothing is lost from the counts.
    const sizes = Object.values(domains);
    for (const [d, size] of sizes.entries()) {
      const items = catalogue.offsets[d + 1] - catalogue.offsets[d];
      const own = users.filter((user) => kept.get(user)?.domain === d);
      const events = own.reduce((sum, user) => sum + (kept.get(user)?.films.length ?? 0), 0);
      assertEquals(size, { users: own.length, items, events });
      assert(size.users > 5 && size.items > 5 && size.events > 20);
    }
    const rated = new Set(EVENTS.map(({ film }) => film)).size;
    const all = { users: 20, items: rated, events: EVENTS.length };
    const sum = (key: keyof typeof all) => sizes.reduce((sum, size) => sum + size[key], left[key]);
    assertEquals({ users: sum("users"), items: sum("items"), events: sum("events") }, all);
  }));

Deno.test("movieDomains() writes title, year and genres as they are, and one film into one half", () =>
  inFolder({ inter: interOf(EVENTS), item: [ITEM, ...FILMS] }, async (folder) => {
    const { catalogue } = await ingest((await movieDomains(folder, folder)).path);
    const text = (film: string) => catalogue.text?.[catalogue.rawId.indexOf(film)];
    assertEquals(text("7"), 'Strange "Film", A Comedy War');
    assertEquals([text("8"), text("9")], ["Film 8 1968 Drama", "Film 8 1968 Drama"]);
    const [one, other] = ["8", "9"].map((film) => catalogue.rawId.indexOf(film));
    assertEquals(catalogue.domain[one], catalogue.domain[other]);
  }));

Deno.test("movieDomains() hangs on raw ids alone: not on the order of rows, nor on other users", async () => {
  const csv = await csvOf(EVENTS), order = new Uint32Array(EVENTS.keys());
  RandomStream.from(4, "rows").shuffle(order);
  assertEquals(await csvOf(Array.from(order, (row) => EVENTS[row])), csv);
  const without = EVENTS.filter(({ user }) => user !== "u3");
  const lines = csv.split("\r\n").filter((line) => !line.startsWith("u3,"));
  assertEquals(await csvOf(without), lines.join("\r\n"));
});

Deno.test("movieDomains() refuses what is not MovieLens with one line", async () => {
  const inter = interOf(EVENTS), item = [ITEM, ...FILMS];
  const refuses = (files: Readonly<Record<string, readonly string[]>>, what: string) =>
    inFolder(files, async (folder) => {
      const { message } = await assertRejects(
        () => movieDomains(join(folder, "out"), folder),
        UserError,
      );
      assertEquals(message, `Cannot read "${folder}/${what}`);
      assert(!existsSync(join(folder, "out")));
    });
  await refuses({}, 'ml-100k.item": no readable file, expected that of MovieLens 100K');
  await refuses({ item }, 'ml-100k.inter": no such file, expected a readable file');
  const expected = "expected item_id, movie_title, release_year, class";
  await refuses(
    { inter, item: [ITEM.replace("class", "genres"), ...FILMS] },
    `ml-100k.item": no column "class", ${expected}`,
  );
  await refuses(
    { inter, item: item.with(3, "2\tFilm 2\t1962") },
    'ml-100k.item": 3 fields in line 4, expected 4',
  );
  await refuses(
    { inter, item: item.with(4, item[3]) },
    'ml-100k.item": film "2" in line 5 again, expected it once',
  );
  await refuses(
    { inter, item: item.toSpliced(6, 1) },
    'ml-100k.item": no film "5", expected all that are rated',
  );
});

const real = fileURLToPath(new URL("../../../shared/data/ml-100k", import.meta.url));
const ignore = !existsSync(real);
const why = ignore ? " (skipped: ../shared/data/ml-100k is not there)" : "";
Deno.test({
  name: `movieDomains() of MovieLens 100K has two domains of half its users and films${why}`,
  ignore,
  fn: () =>
    inFolder({}, async (folder) => {
      const { path, ...counts } = await movieDomains(folder);
      assertEquals(counts, {
        domains: {
          "films-a": { users: 455, items: 782, events: 24_464 },
          "films-b": { users: 488, items: 807, events: 25_527 },
        },
        left: { users: 0, items: 93, events: 50_009 },
      });
      const { users, catalogue, interactions, duplicates } = await ingest(path);
      assertEquals([users.length, duplicates], [943, 0]);
      assertEquals(interactions.length, 100_000 - counts.left.events);
      const { offsets: [from, middle, to], text = [], rawId } = catalogue;
      const inA = new Set(text.slice(from, middle));
      assertEquals(text.slice(middle, to).filter((each) => inA.has(each)), []);
      assertEquals(text[rawId.indexOf("1")], "Toy Story 1995 Animation Children's Comedy");
      const star = "Empire Strikes Back, The 1980 Action Adventure Drama Romance Sci-Fi War";
      assertEquals(text[rawId.indexOf("172")], star);
    }),
});
