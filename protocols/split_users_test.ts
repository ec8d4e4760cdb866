import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { corpusOfRows, type Row } from "../tests/fixtures/corpus_of_rows.ts";
import { randomRows } from "../tests/fixtures/random_rows.ts";
import { splitUsers } from "./split_users.ts";

Deno.test("splitUsers() makes a user of two domains into two, and leaves the others", () => {
  const rows: Row[] = [
    { user: "u", item: "a", domain: "x", time: 1 },
    { user: "u", item: "b", domain: "y", time: 2, rating: 4 },
    { user: "u", item: "c", domain: "x", time: 3 },
    { user: "v", item: "a", domain: "x", time: 4, rating: 2 },
  ];
  const { users, interactions, catalogue } = splitUsers(corpusOfRows(rows));
  assertEquals(users, ["u\0x", "u\0y", "v"]);
  assertEquals(interactions.offsets, Uint32Array.of(0, 2, 3, 4));
  assertEquals([...interactions.item].map((item) => catalogue.rawId[item]), ["a", "c", "b", "a"]);
  assertEquals([...interactions.rating ?? []], [0, 0, 4, 2]);
});

Deno.test("splitUsers() is what the same log is whose user ids say the domain", () => {
  fc.assert(
    fc.property(randomRows(), (rows) => {
      const named = rows.map((row) => {
        const several = rows.some(({ user, domain }) => user === row.user && domain !== row.domain);
        return several ? { ...row, user: `${row.user}\0${row.domain}` } : row;
      });
      assertEquals(splitUsers(corpusOfRows(rows)), corpusOfRows(named));
    }),
    { numRuns: 50, seed: 10 },
  );
});

Deno.test("splitUsers() leaves its argument as it is", () => {
  const corpus = corpusOfRows([
    { user: "u", item: "a", domain: "x", time: 1 },
    { user: "u", item: "b", domain: "y", time: 2 },
  ]);
  const before = structuredClone(corpus), { users } = splitUsers(corpus);
  assertEquals(corpus, before);
  assert(users.length === 2);
});
