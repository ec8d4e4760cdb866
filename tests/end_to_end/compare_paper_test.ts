import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { bench } from "./_bench.ts";

const folder = await Deno.makeTempDir();
await Deno.writeTextFile(
  join(folder, "a.json"),
  '{"schema":"permafrost/leaderboard@1","tasks":[]}\n',
);

Deno.test("bench compare --paper shows a paper's tables, as JSON too, and refuses in one line", async () => {
  const [table, json, unknown, both] = await Promise.all([
    bench(["compare", "a.json", "--paper", "man"], folder),
    bench(["compare", "a.json", "--paper", "man", "--json"], folder),
    bench(["compare", "a.json", "--paper", "mann"], folder),
    bench(["compare", "a.json", "--paper", "man", "--baseline", "sasrec"], folder),
  ]);
  assertEquals([table.code, json.code, unknown.code, both.code], [0, 0, 2, 2]);
  assertStringIncludes(table.stdout, "Nothing of ours stands beside it: nothing was asked by ");
  assertEquals(JSON.parse(json.stdout).schema, "permafrost/paper-comparison@1");
  assertMatch(unknown.stderr, /^Cannot find paper "mann": did you mean "man".*\?\n$/);
  assertMatch(both.stderr, /^Cannot compare with a paper and --baseline: expected .*\n$/);
});
