import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { metricByName } from "../metrics/metric_by_name.ts";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { caseMarks } from "./case_marks.ts";
import { measureCases } from "./measure_cases.ts";
import { holm } from "./statistics/holm.ts";
import { pairedT } from "./statistics/paired_t.ts";
import { signedRank } from "./statistics/signed_rank.ts";
import { testBaseline } from "./test_baseline.ts";

const metrics = ["NDCG@5", "AUC", "GAUC"], cases = 120;
const of = (method: string, skill: number, seeds = [1, 2]) =>
  seeds.map((seed) => sampleRun({ method, skill, seed, metrics, cases }));
const random = of("random", 0, [1, 2, 3]), strong = of("strong", 0.4), weak = of("weak", 0.02);
const runs = [...random, ...strong, ...weak];
const board = await aggregate(runs);
const tests = await testBaseline(board, { runs, baseline: "random" });
const rowOf = (method: string) => board.tasks[0].rows.find((row) => row.method.id === method);
const testsOf = (method: string, metric: string) => tests.get(rowOf(method)?.id ?? "")?.get(metric);

/** NDCG@5 per user with headline cases, averaged over seeds, the slow way. */
async function means(runs: typeof random): Promise<number[]> {
  const users = new Map<number, number[]>();
  for (const run of runs) {
    const outcomes = await run.outcomes(), mark = caseMarks(outcomes, metricByName("NDCG@5"));
    for (let at = 0; at < outcomes.length; at++) {
      if (!outcomes.headline[at] || !mark) continue;
      const user = outcomes.user[at];
      users.set(user, [...users.get(user) ?? [], mark(at).value]);
    }
  }
  return [...users.values()].map((each) => each.reduce((a, b) => a + b, 0) / each.length);
}

Deno.test("testBaseline() tests differences per user, averaged over run seeds", async () => {
  const bar = await means(random), p = { t: new Array<number>(), wilcoxon: new Array<number>() };
  for (const [method, runs] of [["strong", strong], ["weak", weak]] as const) {
    const mine = await means(runs);
    const differences = Float64Array.from(mine, (each, user) => each - bar[user]);
    const found = testsOf(method, "NDCG@5"), t = pairedT(differences);
    assertEquals(found?.users, differences.length);
    assertAlmostEquals(found?.t?.p ?? NaN, t.p, 1e-9);
    assertAlmostEquals(found?.t?.statistic ?? NaN, t.statistic ?? NaN, 1e-9);
    assertAlmostEquals(found?.difference ?? NaN, differences.reduce((a, b) => a + b) / 60, 1e-9);
    const rounded = differences.map((each) => Math.round(each * 1e12) / 1e12);
    assertAlmostEquals(found?.wilcoxon?.p ?? NaN, signedRank(rounded).p, 1e-9);
    p.t.push(t.p);
    p.wilcoxon.push(signedRank(rounded).p);
  }
  for (const [i, method] of ["strong", "weak"].entries()) {
    const found = testsOf(method, "NDCG@5");
    assertAlmostEquals(found?.t?.corrected ?? NaN, holm(p.t)[i], 1e-9);
    assertAlmostEquals(found?.wilcoxon?.corrected ?? NaN, holm(p.wilcoxon)[i], 1e-9);
  }
  assert((testsOf("strong", "NDCG@5")?.t?.corrected ?? 1) < 0.001);
  assert((testsOf("weak", "NDCG@5")?.t?.corrected ?? 0) > 0.05);
});

Deno.test("testBaseline() bootstraps AUC and GAUC, and does not put them to a t-test", async () => {
  for (const name of ["AUC", "GAUC"]) {
    const found = testsOf("strong", name), metric = metricByName(name);
    assertEquals([found?.t, found?.wilcoxon], [null, null]);
    const { p, corrected, interval } = found?.bootstrap ?? {};
    assertEquals([p, corrected], [2 / 1001, 4 / 1001]); // no resample of 1,000 speaks against it
    assert(interval && interval[0] > 0);
    const mean = async (runs: typeof random) => {
      let sum = 0;
      for (const run of runs) {
        const outcomes = await run.outcomes();
        const headline = [...outcomes.headline.keys()].filter((at) => outcomes.headline[at] === 1);
        if (metric.kind !== "rows") throw new TypeError(`${name} is not of rows`);
        sum += measureCases(outcomes, { metric, cases: headline }).mark?.value ?? NaN;
      }
      return sum / runs.length;
    };
    assertAlmostEquals(found?.difference ?? NaN, await mean(strong) - await mean(random), 1e-12);
    assert((testsOf("weak", name)?.bootstrap?.corrected ?? 0) > 0.05);
  }
});

Deno.test("testBaseline() does not test the baseline, rows that miss runs or are not comparable", async () => {
  assertEquals(tests.has(rowOf("random")?.id ?? ""), false);
  const few = await testBaseline(board, { runs: runs.toSpliced(3, 1), baseline: "random" });
  assertEquals([few.has(rowOf("strong")?.id ?? ""), few.size], [false, 1]);
  const [only] = few.values();
  assertEquals(only.get("NDCG@5")?.t?.corrected, only.get("NDCG@5")?.t?.p);
  assertEquals((await testBaseline(board, { runs: strong, baseline: "random" })).size, 0);
  const learns = sampleRun({ method: "learns", metrics, cases, notComparable: ["stateful"] });
  const more = await aggregate([...runs, learns]);
  const found = await testBaseline(more, { runs: [...runs, learns], baseline: "random" });
  assertEquals(found, tests);
});

Deno.test("testBaseline() finds no difference between equal rows", async () => {
  const twins = ["random", "twin"].map((method) => sampleRun({ method, metrics, constant: 1 }));
  const found = await testBaseline(await aggregate(twins), { runs: twins, baseline: "random" });
  const [twin] = found.values();
  assertEquals(twin.get("NDCG@5")?.t, { statistic: 0, p: 1, corrected: 1 });
  assertEquals(twin.get("NDCG@5")?.wilcoxon, { statistic: 0, p: 1, corrected: 1 });
  assertEquals(twin.get("GAUC")?.bootstrap, { interval: [0, 0], p: 1, corrected: 1 });
});
