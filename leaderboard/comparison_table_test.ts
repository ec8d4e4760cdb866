import { assertEquals, assertStringIncludes } from "@std/assert";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { compare } from "./compare.ts";
import { comparisonTable } from "./comparison_table.ts";
import { testBaseline } from "./test_baseline.ts";
import { testBetween } from "./test_between.ts";

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
  const lone = text.slice(text.indexOf("Only in A")).split("\n").map((line) => line.split(/ {2,}/));
  assertEquals(lone[1].slice(1), [`nearest in B: leave-one-out-9@1 on tiny · task 0ebb429f`]);
  assertEquals([lone[3], lone[5], lone[6]], [
    ["what differs", "A", "B"],
    ["testCases", "30", "40"],
    ["coldCases", "4", "5"],
  ]);
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

Deno.test("comparisonTable() tells rows that are the same from those that differ and those not tested", async () => {
  const of = (skill: number) => [
    sampleRun({ method: "random" }),
    sampleRun({ method: "sasrec", skill, cases: 40 }),
    sampleRun({ method: "learns", notComparable: ["stateful"] }),
  ];
  const side = async (runs: ReturnType<typeof of>) => ({
    leaderboard: await aggregate(runs),
    runs,
  });
  const a = await side(of(0.1)), b = await side(of(0.6));
  const shown = async (b: typeof a) =>
    comparisonTable(
      compare(a.leaderboard, { with: b.leaderboard, between: await testBetween({ a, b }) }),
    );
  const text = await shown(b), lines = text.split("\n");
  assertStringIncludes(text, "No difference: random° (user by user)\n");
  const at = lines.findIndex((line) => line.startsWith("paired, over users"));
  assertEquals(lines[at].split(/ {3,}/)[1], "NDCG@5, B − A");
  assertEquals(lines[at + 2].split(/ +/)[0], "sasrec");
  assertStringIncludes(
    text,
    "No test between A and B: A's row is stateful, B's row is stateful (learns)",
  );
  assertStringIncludes(text, "95 % of B");
  for (const line of lines) assertEquals(line.length <= 100, true, line);
  const again = await shown(await side(of(0.1)));
  assertStringIncludes(again, "No difference: ");
  assertEquals(again.includes("p by Holm"), false);
  const bare = await shown({ ...b, runs: [] });
  assertStringIncludes(bare, "no records beside B");
});

Deno.test("comparisonTable() says whose baseline a side is held against", async () => {
  const [bar, sasrec] = ["random", "sasrec"].map((method, i) =>
    sampleRun({ method, skill: 0.5 * i, cases: 100 })
  );
  const a = { leaderboard: await aggregate([bar]), runs: [bar] };
  const board = await aggregate([sasrec]), baseline = "random";
  const tests = { b: await testBaseline(board, { runs: [sasrec], baseline, other: a }) };
  const text = comparisonTable(compare(a.leaderboard, { with: board, baseline, tests }));
  assertStringIncludes(text, "B has no row of random: its rows are held against that of A\n");
  assertStringIncludes(text, "sasrec B");
});

Deno.test("comparisonTable() tells what two lone tasks differ in once", async () => {
  const other = await aggregate([sampleRun({ task: "other", dataset: "other" })]);
  const [one] = b.tasks, text = comparisonTable(compare({ ...b, tasks: [one] }, { with: other }));
  assertEquals(text.split("what differs").length, 2);
  assertStringIncludes(text, "Only in B, not compared: leave-one-out-9@1 on other · task ");
  assertStringIncludes(text, ", which differs as said\n");
  const [first] = compare({ ...b, tasks: [one] }, { with: other }).alone;
  assertEquals(first.differences?.[0], { what: "dataset", here: "tiny", there: "other" });
});
