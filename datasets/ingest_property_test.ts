import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import { ingest } from "./ingest.ts";
import { withFile } from "./_with_file.ts";

/** One row of a table. */
type Row = readonly [string, string, string, number, number, string, string];

const ID = fc.constantFrom(
  "a",
  "b",
  "a ",
  "Z",
  "é",
  "e\u0301",
  "\uffee",
  "😀",
  '"',
  "x,y",
  "p\nq",
  "10",
);
const ROW: fc.Arbitrary<Row> = fc.tuple(
  ID,
  ID,
  fc.constantFrom("books", "games", "Ä"),
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom("", "t", "s", "ß\n"),
  fc.constantFrom("", "k", "l"),
);

Deno.test("ingest() gives what a plain reading of its rules gives, for rows in any order", async () => {
  const header = "user_id,item_id,domain,timestamp,rating,text,category\n";
  const csv = (rows: readonly Row[]) =>
    header +
    rows.map((row) => row.map((each) => `"${String(each).replaceAll('"', '""')}"`).join(",") + "\n")
      .join("");
  const jsonl = (rows: readonly Row[]) =>
    rows.map(([user_id, item_id, domain, timestamp, rating, text, category]) =>
      JSON.stringify({ user_id, item_id, domain, timestamp, rating, text, category }) + "\n"
    ).join("");
  const rows = fc.array(ROW, { minLength: 1, maxLength: 30 }).chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }), fc.boolean())
  );
  await fc.assert(
    fc.asyncProperty(rows, async ([rows, shuffled, sharedItems]) => {
      const { id: _, sha256: __, ...wanted } = { ...plainly(rows, sharedItems) };
      for (const [name, content] of [["a.csv", csv(rows)], ["a.jsonl", jsonl(shuffled)]]) {
        const { id: _, sha256: __, ...corpus } = await withFile(
          name,
          content,
          (path) => ingest(path, { sharedItems }),
        );
        assertEquals(corpus, wanted);
      }
    }),
    { numRuns: 40 },
  );
});

/** The rules of ingest() once more, slowly, with plain sets and sorts. */
function plainly(rows: readonly Row[], sharedItems: boolean): Corpus {
  const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  const distinct = (values: string[]) => [...new Set(values)].sort(compare);
  const users = distinct(rows.map(([user]) => user));
  const domains = distinct(rows.map(([, , domain]) => domain));
  const rawOf = (domain: string) =>
    distinct(rows.filter((row) => row[2] === domain).map(([, item]) => item));
  const items = domains.flatMap((domain) => rawOf(domain).map((raw) => ({ domain, raw })));
  const itemOf = ([, raw, domain]: Row) =>
    items.findIndex((item) => item.raw === raw && item.domain === domain);
  const least = (item: number, column: 5 | 6) =>
    distinct(rows.filter((row) => itemOf(row) === item).map((row) => row[column]))
      .find((each) => each !== "") ?? "";
  const all = distinct(items.map(({ raw }) => raw));
  const kept = rows
    .map((row) => ({
      user: users.indexOf(row[0]),
      item: itemOf(row),
      time: row[3],
      rating: row[4],
    }))
    .sort((a, b) => a.user - b.user || a.time - b.time || a.item - b.item || b.rating - a.rating)
    .filter(({ user, item, time }, i, sorted) =>
      i === 0 || user !== sorted[i - 1].user || item !== sorted[i - 1].item ||
      time !== sorted[i - 1].time
    );
  const categories = distinct(items.map((_, item) => least(item, 6)));
  return {
    id: "",
    sha256: "",
    users,
    duplicates: rows.length - kept.length,
    catalogue: {
      length: items.length,
      domains,
      offsets: Uint32Array.of(
        0,
        ...domains.map((_, d) => items.filter(({ domain }) => domains.indexOf(domain) <= d).length),
      ),
      domain: Uint8Array.from(items, ({ domain }) => domains.indexOf(domain)),
      rawId: items.map(({ raw }) => raw),
      identity: Uint32Array.from(items, ({ raw }, item) => sharedItems ? all.indexOf(raw) : item),
      text: items.map((_, item) => least(item, 5)),
      category: Uint32Array.from(items, (_, item) => categories.indexOf(least(item, 6))),
      categories,
    },
    interactions: {
      length: kept.length,
      offsets: Uint32Array.of(
        0,
        ...users.map((_, u) => kept.filter(({ user }) => user <= u).length),
      ),
      item: Uint32Array.from(kept, ({ item }) => item),
      time: Float64Array.from(kept, ({ time }) => time),
      rating: Float32Array.from(kept, ({ rating }) => rating),
    },
  };
}

Deno.test("ingest() tells the line of a bad time, whatever stands above it", async () => {
  const cell = fc.constantFrom(
    "a",
    '"q""t"',
    '"two\nlines"',
    '"c,d"',
    '"\n\n"',
    " s ",
    'x"y',
    '"z" ',
  );
  const above = fc.array(fc.oneof(fc.tuple(cell, cell), fc.constant(null)), { maxLength: 8 });
  const lineEnd = fc.constantFrom("\n", "\r\n");
  await fc.assert(
    fc.asyncProperty(above, lineEnd, async (above, end) => {
      // A null is an empty line. Line breaks inside quotes stay as they are.
      const rows = above.map((cells) => cells === null ? end : `${cells.join(",")},1${end}`);
      const content = `user_id,item_id,timestamp${end}${rows.join("")}u,i,bad${end}u,i,worse`;
      const line = content.slice(0, content.indexOf("u,i,bad")).split("\n").length;
      await withFile("a.csv", content, async (path) => {
        const { message } = await assertRejects(() => ingest(path), UserError);
        assertStringIncludes(message, `"timestamp" in line ${line} is "bad"`);
      });
    }),
    { numRuns: 60 },
  );
});
