import { assertEquals, assertStringIncludes } from "@std/assert";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { compare } from "./compare.ts";
import { comparisonTable } from "./comparison_table.ts";
import { testBaseline } from "./test_baseline.ts";

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

Deno.test("comparisonTable() marks rows by device and kernels if they differ", async () => {
  const of = (kernels: string) =>
    aggregate([sampleRun({ method: "sasrec", device: "wasm", kernels })]);
  const text = comparisonTable(compare(await of("strict"), { with: await of("relaxed") }));
  const rows = text.split("\n").filter((line) => line.startsWith("sasrec")).slice(0, 2);
  assertEquals(rows.map((line) => line.split(" ")[0]), ["sasrec²", "sasrec¹"]);
  assertStringIncludes(text, "\n\n¹ on wasm, kernels: relaxed\n² on wasm, kernels: strict\n");
  const same = comparisonTable(compare(await of("strict"), { with: await of("strict") }));
  assertEquals([same.includes("²"), same.includes("kernels")], [false, false]);
});

Deno.test("comparisonTable() of one leaderboard has one column a metric", () => {
  const text = comparisonTable(compare(b));
  const [head] = text.split("\n").filter((line) => line.startsWith("method"));
  assertEquals(head.split(/ {2,}/), ["method", "NDCG@5", "HR@5", "MRR"]);
});

Deno.test("comparisonTable() shows corrected p-values, or says what they need", async () => {
  const metrics = ["NDCG@5", "AUC"];
  const runs = ["random", "popularity", "sasrec"].map((method, i) =>
    sampleRun({ method, metrics, skill: 0.3 * i, cases: 100 })
  );
  const board = await aggregate(runs), baseline = "random";
  const tests = { a: await testBaseline(board, { runs, baseline }) };
  const lines = comparisonTable(compare(board, { baseline, tests })).split("\n");
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  const cells = (line: number) => lines[line].split(/ {2,}/);
  const byUsers = at("NDCG@5 − random"), byAuc = at("AUC − random");
  assertEquals(cells(byUsers).slice(1), ["NDCG@5 − random", "p, t", "p, Wilcoxon"]);
  assertEquals(cells(byUsers + 2)[0], "sasrec");
  assertEquals(cells(byUsers + 2).slice(2), ["< .001", "< .001"]);
  assertEquals(cells(byAuc).slice(2), ["95 %", "p, bootstrap"]);
  assertEquals(cells(byAuc + 2)[3], ".004");
  assertEquals(at("p by Holm's correction") > byAuc, true);
  const without = comparisonTable(compare(board, { baseline }));
  assertStringIncludes(without, "No tests against random: they need the records beside");
  assertEquals(comparisonTable(compare(board)).includes("tests"), false);
});
