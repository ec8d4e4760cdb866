import { assertEquals, assertStringIncludes } from "@std/assert";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { compare } from "./compare.ts";
import { comparisonTable } from "./comparison_table.ts";

const random = sampleRun({ method: "random" });
const sasrec = sampleRun({ method: "sasrec", skill: 0.5 });
const popularity = sampleRun({ method: "popularity", skill: 0.2 });
const a = await aggregate([random, popularity, sasrec, sampleRun({ task: "only a", cases: 30 })]);
const b = await aggregate([
  random,
  sampleRun({ method: "popularity", skill: 0.1, seed: 2 }),
  sampleRun({ method: "sasrec", skill: 0.5, config: { epochs: 9 } }),
]);

Deno.test("comparisonTable() shows both sides, differences and what was not compared", () => {
  const text = comparisonTable(compare(a, { with: b, baseline: "random" }));
  assertStringIncludes(text, "· in brackets: relative to random\n");
  const [head] = text.split("\n").filter((line) => line.startsWith("method"));
  assertEquals(head.split(/ {2,}/), ["method", "NDCG@5 A", "NDCG@5 B", "NDCG@5 B − A", "HR@5 A"]);
  assertStringIncludes(text, "popularity: A and B differ in seeds");
  assertStringIncludes(text, "Only in A, not compared: leave-one-out-9@1 on tiny · task");
  assertStringIncludes(text, "differs from the nearest task of B: testCases 30, not 40;");
  for (const line of text.split("\n")) assertEquals(line.length <= 100, true, line);
});

Deno.test("comparisonTable() of one leaderboard has one column a metric", () => {
  const text = comparisonTable(compare(b));
  const [head] = text.split("\n").filter((line) => line.startsWith("method"));
  assertEquals(head.split(/ {2,}/), ["method", "NDCG@5", "HR@5", "MRR"]);
});
