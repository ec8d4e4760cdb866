import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import { joinParts } from "./_join_parts.ts";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import type { LeaderboardTask } from "./schema/leaderboard.ts";
import type { Marks } from "./schema/marks.ts";
import type { RunResult } from "./schema/run_record.ts";
import type { Search } from "./schema/search.ts";

const DOMAINS = ["a", "b", "c"];
const CASES: Readonly<Record<string, number>> = { a: 10, b: 30, c: 60 };

function marks(cases: number, value: number): Marks {
  return cases
    ? { cases, metrics: { HR: { value, optimistic: value, pessimistic: value } } }
    : { cases, metrics: {} };
}

/** A result over some domains, with one value per domain and a slice of half the cases. */
function result(method: string, values: Readonly<Record<string, number>>, {
  seed = 1,
  atOnce = 0,
  config = {},
  search,
}: { seed?: number; atOnce?: number; config?: Record<string, unknown>; search?: Search } =
  {}): RunResult {
  const base = sampleRun({ method, seed, config }).record.result, domains = Object.keys(values);
  const cases = domains.reduce((sum, name) => sum + CASES[name], 0);
  const mean = domains.reduce((sum, name) => sum + CASES[name] * values[name], 0) / cases;
  const macro = domains.reduce((sum, name) => sum + values[name], 0) / domains.length;
  const fingerprint = sha256(domains.join() + atOnce);
  return {
    ...base,
    metrics: ["HR"],
    configSha256: sha256(canonicalJson(config)),
    dataset: { ...base.dataset, domains },
    task: {
      ...base.task,
      fingerprint,
      ...(atOnce && { restricts: { fingerprint: "whole", atOnce } }),
    },
    headline: marks(cases, mean),
    macro: marks(cases, macro),
    domains: Object.fromEntries(domains.map((name) => [name, marks(CASES[name], values[name])])),
    slices: { half: marks(cases / 2, mean) },
    full: { state: "ranked", marks: marks(cases, mean / 2) },
    ...(search && { search }),
  };
}

/** The whole task with rows of whole results, one of each method. */
async function wholeTask(results: readonly RunResult[]): Promise<LeaderboardTask> {
  const [task] = (await aggregate([sampleRun()])).tasks, [row] = task.rows;
  return {
    ...task,
    dataset: { ...task.dataset, domains: DOMAINS },
    metrics: ["HR"],
    rows: results.map((of) => {
      const mark = ({ cases, metrics: { HR } }: Marks) => ({
        cases,
        metrics: HR
          ? {
            HR: {
              ...HR,
              values: [HR.value],
              mean: HR.value,
              deviation: null,
              interval: null,
              corrected: null,
            },
          }
          : {},
      });
      const named = (all: Readonly<Record<string, Marks>>) =>
        Object.fromEntries(Object.entries(all).map(([name, each]) => [name, mark(each)]));
      return {
        ...row,
        ...{ id: sha256(of.method.id), method: of.method, config: of.config, seeds: [of.seed] },
        headline: mark(of.headline),
        macro: mark(of.macro),
        domains: named(of.domains),
        slices: named(of.slices),
        ...(of.search && { search: of.search }),
      };
    }),
  };
}

const all = result("random", { a: 0.1, b: 0.1, c: 0.1 });
const pairs = (seed: number) => [
  result("pair", { a: 0.5, b: 0.2 }, { atOnce: 2, seed }),
  result("pair", { a: 0.3, c: 0.4 }, { atOnce: 2, seed }),
  result("pair", { b: 0.4, c: 0.2 }, { atOnce: 2, seed }),
];

Deno.test("joinParts() averages a pairwise method's metrics over every pair, per domain", async () => {
  const { rows } = joinParts(await wholeTask([all]), [...pairs(1), ...pairs(2)]);
  const [pair, random] = rows;
  assertEquals([pair.method.id, random.method.id, rows.length], ["pair", "random", 2]);
  const value = (marks: typeof pair.headline) => marks.metrics.HR.mean;
  assertAlmostEquals(value(pair.domains.a), 0.4, 1e-12);
  assertAlmostEquals(value(pair.domains.b), 0.3, 1e-12);
  assertAlmostEquals(value(pair.domains.c), 0.3, 1e-12);
  assertAlmostEquals(value(pair.macro), 1 / 3, 1e-12);
  // Every case is in two pairs: the mean over cases of each case's two marks.
  assertAlmostEquals(value(pair.headline), (10 * 0.4 + 30 * 0.3 + 60 * 0.3) / 100, 1e-12);
  assertAlmostEquals(value(pair.slices.half), value(pair.headline), 1e-12);
  assertEquals([pair.headline.cases, pair.slices.half.cases, pair.domains.c.cases], [100, 50, 60]);
  assert(pair.full?.state === "ranked");
  assertAlmostEquals(value(pair.full.marks), value(pair.headline) / 2, 1e-12);
  const reason = "too many", blank = { state: "blank", reason } as const;
  const [first, ...others] = pairs(1), task = await wholeTask([all]);
  assertEquals(joinParts(task, [{ ...first, full: blank }, ...others]).rows[0].full, blank);
  assertEquals([pair.seeds, pair.headline.metrics.HR.deviation], [[1, 2], 0]);
  assertEquals(pair.joined?.atOnce, 2);
  assertEquals(pair.joined?.parts.map(({ domains }) => domains.join()).sort(), [
    "a,b",
    "a,c",
    "b,c",
  ]);
  assertEquals([pair.validationCalls, pair.transferGain], [[9, 9], undefined]);
});

Deno.test("joinParts() makes no row of some of the parts, nor of who could have sat the whole", async () => {
  const task = await wholeTask([all]);
  for (const lost of [0, 1, 2]) {
    assertEquals(joinParts(task, pairs(1).toSpliced(lost, 1)).rows.length, 1);
  }
  const able = DOMAINS.map((name) => result("able", { [name]: 0.5 }, { atOnce: 9 }));
  assertEquals(joinParts(task, able), task);
  const single = DOMAINS.map((name) => result("single", { [name]: 0.5 }, { atOnce: 1 }));
  assertEquals(joinParts(task, single).rows.length, 2);
  // Seeds that not all parts have are left out.
  const { rows: [row] } = joinParts(task, [...pairs(1), ...pairs(2).slice(1)]);
  assertEquals(row.seeds, [1]);
});

Deno.test("joinParts() gives transfer gains per domain, over the seeds that both have", async () => {
  const whole = result("merged", { a: 0.3, b: 0.2, c: 0 });
  const alone = (name: string, value: number, seed = 1) =>
    result("merged", { [name]: value }, { atOnce: 9, seed });
  const parts = [alone("a", 0.2), alone("a", 0.9, 2), alone("b", 0.4), alone("c", 0)];
  const { rows } = joinParts(await wholeTask([all, whole]), parts);
  const { transferGain = {} } = rows.find(({ method }) => method.id === "merged") ?? {};
  assertEquals(Object.keys(transferGain).sort(), ["a", "b", "c"]);
  assertAlmostEquals(transferGain.a.metrics.HR.gain ?? NaN, 0.5, 1e-12);
  assertAlmostEquals(transferGain.b.metrics.HR.gain ?? NaN, -0.5, 1e-12);
  assertEquals(transferGain.c.metrics.HR, { alone: [0], gain: null });
  assertEquals(transferGain.a.seeds, [1]);
  assertEquals(rows.find(({ method }) => method.id === "random")?.transferGain, undefined);
});

Deno.test("joinParts() gives the gains of a row that is itself made of parts", async () => {
  const flexible = pairs(1),
    alone = DOMAINS.map((name) => result("pair", { [name]: 0.2 }, { atOnce: 2 }));
  const { rows: [row] } = joinParts(await wholeTask([all]), [...flexible, ...alone]);
  assertEquals(row.joined?.parts.length, 3);
  assertAlmostEquals(row.transferGain?.a.metrics.HR.gain ?? NaN, 1, 1e-12);
});

Deno.test("joinParts() knows a method by its search where it has one, else by its config", async () => {
  const found = (chosen: number): Search => ({
    rule: { trials: 2, seed: 1, runSeed: 1, space: { k: [1, 2] }, from: { k: 1 } },
    trials: [1, 2].map((k) => ({ config: { k }, value: k, validationCalls: 1, failure: null })),
    chosen,
  });
  const whole = result("merged", { a: 0.3, b: 0.2, c: 0.1 }, {
    config: { k: 2 },
    search: found(1),
  });
  const part = (config: Record<string, unknown>, search?: Search) =>
    result("merged", { a: 0.2 }, { atOnce: 9, config, ...(search && { search }) });
  const task = await wholeTask([whole]);
  const { rows: [row] } = joinParts(task, [part({ k: 1 }, found(0)), part({ k: 2 })]);
  assert(row.transferGain);
  assertEquals(row.transferGain.a.config, { k: 1 });
  assertEquals(joinParts(task, [part({ k: 2 })]), task);
});
