import { assert, assertEquals } from "@std/assert";
import { type SampleOptions, type SampleRun, sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { holm } from "./statistics/holm.ts";
import { testBaseline } from "./test_baseline.ts";
import { testBetween } from "./test_between.ts";

const metrics = ["NDCG@5", "AUC"];
const of = (method: string, skill: number, more: SampleOptions = {}) =>
  [1, 2].map((seed) => sampleRun({ method, skill, seed, metrics, cases: 120, ...more }));
const side = async (runs: SampleRun[]) => ({ leaderboard: await aggregate(runs), runs });
const a = await side([...of("random", 0), ...of("better", 0), ...of("same", 0.3)]);
const b = await side([...of("random", 0.02), ...of("better", 0.4), ...of("same", 0.3)]);
const { tests, untested } = await testBetween({ a, b });
const idOf = (method: string, { leaderboard } = b) =>
  leaderboard.tasks[0].rows.find((row) => row.method.id === method)?.id ?? "";
const testsOf = (method: string, metric: string) => tests.get(idOf(method))?.get(metric);

Deno.test("testBetween() tests the second side's rows against the same of the first, and corrects", async () => {
  assertEquals([tests.size, untested.size], [3, 0]);
  const better = testsOf("better", "NDCG@5"), same = testsOf("same", "NDCG@5");
  assert((better?.difference ?? 0) > 0.2 && (better?.t?.corrected ?? 1) < 0.001);
  assertEquals(same?.t, { statistic: 0, p: 1, corrected: 1 });
  assertEquals(testsOf("same", "AUC")?.bootstrap?.interval, [0, 0]);
  const names = ["random", "better", "same"];
  const corrected = holm(names.map((name) => testsOf(name, "NDCG@5")?.t?.p ?? NaN));
  names.forEach((name, i) =>
    assertEquals(testsOf(name, "NDCG@5")?.t?.corrected, corrected[i], name)
  );
  // The same numbers as a test of two rows of one leaderboard.
  const both = [...of("random", 0), ...of("better", 0.4)];
  const within = await testBaseline(await aggregate(both), { runs: both, baseline: "random" });
  const [row] = within.values(), bar = of("random", 0);
  const across = await testBaseline((await side(of("better", 0.4))).leaderboard, {
    ...{ runs: of("better", 0.4), baseline: "random" },
    other: await side(bar),
  });
  assertEquals([...across.values()], [row]);
});

Deno.test("testBetween() says why a row is not tested", async () => {
  const why = async (runs: SampleRun[], given = b) => {
    const found = await testBetween({ a: { ...a, runs }, b: given });
    return found.untested.get(idOf("same", given));
  };
  assertEquals(await why([]), "no records beside A");
  assertEquals(await why(a.runs.slice(0, -1)), "no record of seed 2 beside A");
  const moved = of("same", 0.3).map((run) => ({
    ...run,
    outcomes: async () => {
      const outcomes = await run.outcomes();
      return {
        ...outcomes,
        user: outcomes.user.toReversed(),
        headline: outcomes.headline.map(() => 1),
      };
    },
  }));
  const order = await testBetween({ a, b: { ...b, runs: [...b.runs.slice(0, 4), ...moved] } });
  assertEquals(order.untested.get(idOf("same")), "its cases stand in another order");
  const learns = await side(of("same", 0.3, { notComparable: ["stateful"] }));
  assertEquals(await why(a.runs, learns), "B's row is stateful");
  // Users are numbered by the data around the task: another number is no other user.
  const renumbered = b.runs.map((run) => ({
    ...run,
    outcomes: async () => {
      const outcomes = await run.outcomes();
      return { ...outcomes, user: outcomes.user.map((user) => 7 + 3 * user) };
    },
  }));
  assertEquals(await testBetween({ a, b: { ...b, runs: renumbered } }), { tests, untested });
});
