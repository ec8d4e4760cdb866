import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { corpusOfRows, type Row } from "../tests/fixtures/corpus_of_rows.ts";
import { activeUsers } from "./active_users.ts";

/** Rows of "user: item item …", an event a day, every second one in another domain. */
function rows(...lines: string[]): Row[] {
  return lines.flatMap((line) => {
    const [user, items] = line.split(": ");
    return items.split(" ").map((item, time) => ({
      ...{ user, item, time, domain: time % 2 ? "y" : "x" },
      rating: time + 1,
    }));
  });
}

Deno.test("activeUsers() counts a user's events over all domains, and keeps the rest as it was", () => {
  const lines = ["u: a b c", "v: a b", "w: d e f g"], corpus = corpusOfRows(rows(...lines));
  const before = structuredClone(corpus),
    { users, interactions, catalogue } = activeUsers(corpus, 3);
  assertEquals(corpus, before);
  assertEquals(users, ["u", "w"]);
  assertEquals(interactions, corpusOfRows(rows(lines[0], lines[2])).interactions);
  assertStrictEquals(catalogue, corpus.catalogue);
});

Deno.test("activeUsers() leaves the items of those who leave, and data without ratings unrated", () => {
  const unrated = rows("u: a b c", "v: z").map(({ rating: _, ...row }) => row);
  const { catalogue, interactions } = activeUsers(corpusOfRows(unrated), 2);
  assertEquals([catalogue.rawId.includes("z"), "rating" in interactions], [true, false]);
});

Deno.test("activeUsers() gives back the data of which everybody stays, and refuses that of which nobody does", () => {
  const corpus = corpusOfRows(rows("u: a b c", "v: a b"));
  assertStrictEquals(activeUsers(corpus, 2), corpus);
  assertThrows(
    () => activeUsers(corpus, 4),
    UserError,
    'Cannot split "rows" by time: no user has 4 events, expected at least one',
  );
});
