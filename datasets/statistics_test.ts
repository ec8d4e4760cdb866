import { assertEquals } from "@std/assert";
import { ingest } from "./ingest.ts";
import { corpusStatistics } from "./statistics.ts";
import { withFile } from "./_with_file.ts";

Deno.test("corpusStatistics() counts a hand-worked corpus", async () => {
  const rows = [
    // ann: 4 events, two at the same time, item a twice
    ["ann", "a", "books", 1],
    ["ann", "a", "books", 5],
    ["ann", "x", "games", 5],
    ["ann", "b", "books", 9],
    // the same row again
    ["ann", "b", "books", 9],
    // bob: three at the same time
    ["bob", "a", "books", 2],
    ["bob", "b", "books", 2],
    ["bob", "c", "books", 2],
    // cid: one domain
    ["cid", "x", "games", 3],
  ];
  const csv = "user_id,item_id,domain,timestamp\n" + rows.map((row) => row.join()).join("\n");
  const corpus = await withFile("a.csv", csv, (path) => ingest(path));
  assertEquals(corpusStatistics(corpus), {
    users: 3,
    items: 4,
    events: 8,
    duplicates: 1,
    time: { first: 1, last: 9 },
    tiedShare: 5 / 8,
    repeatShare: 1 / 8,
    domains: [
      {
        name: "books",
        users: 2,
        items: 3,
        events: 6,
        density: 5 / 6,
        meanHistory: 3,
        medianHistory: 3,
      },
      {
        name: "games",
        users: 2,
        items: 1,
        events: 2,
        density: 1,
        meanHistory: 1,
        medianHistory: 1,
      },
    ],
    overlap: [{ domains: ["books", "games"], users: 1 }],
  });
});

Deno.test("corpusStatistics() takes the median halfway between the middle two", async () => {
  const csv = "user_id,item_id,timestamp\na,x,1\nb,x,1\nb,y,1\nc,x,1\nc,y,1\nc,z,1\nd,w,1\n";
  const { domains, overlap } = corpusStatistics(
    await withFile("a.csv", csv, (path) => ingest(path)),
  );
  assertEquals(domains[0].medianHistory, 1.5);
  assertEquals(overlap, []);
});
