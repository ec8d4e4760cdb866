import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { serialiseLeaderboard } from "./schema/serialise_leaderboard.ts";
import type { StoredRun } from "./stored_run.ts";

const runs = [
  ...[3, 1, 2].map((seed) => sampleRun({ method: "sasrec", seed, skill: 0.5 })),
  sampleRun({ method: "random", seed: 1 }),
  sampleRun({ method: "random", seed: 2 }),
  sampleRun({ method: "popularity", seed: 1, skill: 0.3 }),
];
const [task] = (await aggregate(runs)).tasks;
const [sasrec, popularity, random] = task.rows;

Deno.test("aggregate() makes a row of the seeds of one method, the best first", () => {
  assertEquals(task.rows.map(({ method }) => method.id), ["sasrec", "popularity", "random"]);
  assertEquals(task.rows.map(({ seeds }) => seeds), [[1, 2, 3], [1], [1, 2]]);
  assertEquals(task.metrics, ["NDCG@5", "HR@5", "MRR"]);
});

Deno.test("aggregate() gives values per seed, their mean and their sample deviation", () => {
  const mark = sasrec.domains.books.metrics["HR@5"];
  const [c, a, b] = runs.map(({ record }) => record.result.domains.books.metrics["HR@5"]);
  assertEquals(mark.values, [a.value, b.value, c.value]);
  const mean = (a.value + b.value + c.value) / 3;
  const squares = [a, b, c].reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  assertAlmostEquals(mark.mean, mean, 1e-15);
  assertAlmostEquals(mark.deviation ?? NaN, Math.sqrt(squares / 2), 1e-15);
  assertEquals(popularity.headline.metrics.MRR.deviation, null);
});

Deno.test("aggregate() gives the same bytes for any order of the runs", async () => {
  const bytes = serialiseLeaderboard(await aggregate(runs));
  assertEquals(serialiseLeaderboard(await aggregate(runs.toReversed())), bytes);
  assertEquals(serialiseLeaderboard(await aggregate([runs[4], ...runs.toSpliced(4, 1)])), bytes);
});

Deno.test("aggregate() does not look at circumstances", async () => {
  const other = runs.map((run): StoredRun => ({
    ...run,
    record: {
      ...run.record,
      circumstances: { ...run.record.circumstances, cpuSeconds: 1, stderrTail: "noise" },
    },
  }));
  assertEquals(await aggregate(other), await aggregate(runs));
});

Deno.test("aggregate() keeps tasks, configs and runs beside the wall apart", async () => {
  const { tasks } = await aggregate([
    sampleRun({ task: "b" }),
    sampleRun({ task: "a" }),
    sampleRun({ task: "a", config: { epochs: 2 } }),
    sampleRun({ task: "a", notComparable: ["in-process"] }),
    sampleRun({ task: "c", dataset: "another" }),
  ]);
  assertEquals(tasks.map(({ dataset }) => dataset.id), ["another", "tiny", "tiny"]);
  assertEquals(tasks.map(({ rows }) => rows.length).sort(), [1, 1, 3]);
});

Deno.test("aggregate() keeps devices and kernels apart, and says them in the row", async () => {
  const wasm = { method: "sasrec", device: "wasm" };
  const { tasks } = await aggregate([
    ...[1, 2].map((seed) => sampleRun({ ...wasm, seed, kernels: "strict" })),
    sampleRun({ ...wasm, kernels: "relaxed" }),
    sampleRun({ ...wasm, device: "webgpu", kernels: "65541 llvmpipe (software)" }),
    sampleRun({ ...wasm, device: "webgpu", kernels: "4318 a card" }),
  ]);
  assertEquals(
    tasks[0].rows.map(({ device, kernels, seeds }) => [device, kernels, seeds.length]).sort(),
    [
      ["wasm", "relaxed", 1],
      ["wasm", "strict", 2],
      ["webgpu", "4318 a card", 1],
      ["webgpu", "65541 llvmpipe (software)", 1],
    ],
  );
  assertEquals(new Set(tasks[0].rows.map(({ id }) => id)).size, 4);
});

Deno.test("aggregate() puts rows that are not comparable last, however good", async () => {
  const { tasks } = await aggregate([
    sampleRun({ method: "learns", skill: 0.9, notComparable: ["stateful"] }),
    sampleRun({ method: "honest" }),
  ]);
  assertEquals(tasks[0].rows.map(({ method }) => method.id), ["honest", "learns"]);
  assertEquals(tasks[0].rows[1].notComparable, ["stateful"]);
});

Deno.test("aggregate() gives an interval that holds the mean", () => {
  for (const row of task.rows) {
    for (const marks of [row.headline, row.macro, row.domains.books, row.slices.cold]) {
      for (const { mean, interval } of Object.values(marks.metrics)) {
        assert(interval !== null && interval[0] <= mean && mean <= interval[1]);
      }
    }
  }
  assert(random.headline.metrics.MRR.interval !== null);
});

Deno.test("aggregate() takes runs of one exam whose files had different names", async () => {
  const runs = [sampleRun(), sampleRun({ method: "b", dataset: "x" })];
  const board = await aggregate(runs);
  assertEquals([board.tasks.length, board.tasks[0].rows.length], [1, 2]);
  assertEquals(await aggregate(runs.toReversed()), board);
});

Deno.test("aggregate() refuses runs of one fingerprint that are not about one exam", async () => {
  const refuses = (runs: StoredRun[], message: string) =>
    assertRejects(() => aggregate(runs), UserError, message);
  await refuses([sampleRun(), sampleRun({ method: "b", cases: 41 })], "its cases are not");
  await refuses([sampleRun(), sampleRun()], 'Cannot aggregate "sample": seed 1 twice');
  const outcomes = sampleRun({ cases: 41 }).outcomes;
  await refuses([sampleRun(), { ...sampleRun({ method: "b" }), outcomes }], "its cases are not");
});

Deno.test("aggregate() finds that raw ids predict targets, and that the order leaks", async () => {
  const verdicts = async (next: number, tiedSkill: number) => {
    const { tasks } = await aggregate([
      ...[1, 2].map((seed) => sampleRun({ method: "random", seed, cases: 400 })),
      sampleRun({ method: "popularity", skill: 0.3, cases: 400 }),
      sampleRun({ method: "rare_first", skill: -0.1, cases: 400 }),
      sampleRun({ method: "next_id", skill: next, tiedSkill, cases: 400 }),
    ]);
    return tasks[0].verdicts.map(({ state }) => state).join();
  };
  assertEquals(await verdicts(0, 0), "no,no,no");
  assertEquals(await verdicts(0.2, 0.2), "yes,yes,no");
  assertEquals(await verdicts(0.3, 0), "yes,no,no");
  assertEquals(await verdicts(0.6, 0.6), "yes,yes,no");
  assertEquals(await verdicts(-0.3, 0.6), "no,yes,no");
});

Deno.test("aggregate() flags a pool that leaks by rare_first", async () => {
  const { tasks } = await aggregate([
    sampleRun({ method: "random", cases: 400 }),
    sampleRun({ method: "popularity", skill: 0.2, cases: 400 }),
    sampleRun({ method: "rare_first", skill: 0.5, cases: 400 }),
  ]);
  const [ids, order, pool] = tasks[0].verdicts;
  assertEquals([ids.state, order.state, pool.state], ["unknown", "unknown", "yes"]);
  assertEquals(pool.evidence.map(({ against }) => against), ["random", "popularity"]);
  const [{ cases, effect, standardError, wins }] = pool.evidence;
  const [rare, chance] = ["rare_first", "random"].map((id) =>
    tasks[0].rows.find(({ method }) => method.id === id)?.headline.metrics["NDCG@5"].mean ?? NaN
  );
  assertEquals(cases, tasks[0].rows[0].headline.cases);
  assertAlmostEquals(effect, rare - chance, 1e-12);
  assert(wins && effect > 3 * standardError && standardError > 0);
});

Deno.test("aggregate() of nothing has no tasks", async () => {
  assertEquals(await aggregate([]), { schema: "permafrost/leaderboard@1", tasks: [] });
});

Deno.test("aggregate() puts corrected estimates beside sampled metrics of ranks, and only there", async () => {
  const metrics = ["NDCG@5", "AUC"], options = { metrics, cases: 400 };
  const [known, all, unknown, full] = await Promise.all([
    ...[30, 10, undefined].map((eligible) =>
      aggregate(
        [1, 2].map((seed) => sampleRun({ ...options, seed, ...(eligible && { eligible }) })),
      )
    ),
    aggregate([sampleRun({ full: true })]),
  ]);
  const marks = (board: typeof known) => {
    const [{ headline, macro, domains, slices }] = board.tasks[0].rows;
    return [headline, macro, domains.music, slices.cold].map(({ metrics }) => metrics["NDCG@5"]);
  };
  // A random scorer among 30 items: Σ 1 / log2(r + 1) over the first five of 30.
  const wanted = [1, 2, 3, 4, 5].reduce((sum, r) => sum + 1 / Math.log2(r + 1), 0) / 30;
  const [headline] = marks(known);
  assertAlmostEquals(headline.corrected?.biasVariance ?? NaN, wanted, 0.03);
  assert((headline.corrected?.rankBased ?? NaN) < headline.mean / 1.5);
  for (const { corrected, mean } of marks(all)) {
    assertAlmostEquals(corrected?.biasVariance ?? NaN, mean, 1e-9);
    assertAlmostEquals(corrected?.rankBased ?? NaN, mean, 1e-9);
  }
  for (const board of [unknown, full]) {
    for (const { corrected } of marks(board)) assertEquals(corrected, null);
  }
  assertEquals(known.tasks[0].rows[0].headline.metrics.AUC.corrected, null);
});

Deno.test("aggregate() gives AUC and GAUC intervals by users, and judges by a metric of ranks", async () => {
  const metrics = ["GAUC", "AUC", "HR@5"];
  const runs = [["random", 0], ["next_id", 0.4]].flatMap(([method, skill]) =>
    [1, 2].map((seed) =>
      sampleRun({ method: String(method), skill: Number(skill), seed, metrics, cases: 200 })
    )
  );
  const { tasks: [{ rows, verdicts }] } = await aggregate(runs);
  for (const { headline, macro, domains, slices } of rows) {
    for (const marks of [headline, macro, domains.books, slices.cold]) {
      for (const name of ["GAUC", "AUC"]) {
        const { interval, mean } = marks.metrics[name];
        assert(interval && interval[0] < mean && mean < interval[1]);
      }
    }
    const [low, high] = headline.metrics.AUC.interval ?? [NaN, NaN];
    assert(high - low > 0.02 && high - low < 0.2);
  }
  assertEquals(verdicts[0].evidence.map(({ metric }) => metric), ["HR@5"]);
  assertEquals(verdicts[0].state, "yes");
});
