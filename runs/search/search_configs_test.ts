import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../../core/user_error.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { limits } from "../../plugins/limits.ts";
import { freeze } from "../../protocols/freeze.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import type { Task } from "../../protocols/task.ts";
import { gatherExaminees } from "../gather_examinees.ts";
import { planSearch } from "./plan_search.ts";
import { searchConfigs, type SearchEnd } from "./search_configs.ts";

const task = freeze(await loadDataset("tundra-tiny"), await loadProtocol("leave-one-out-99@1"));
const how = { device: "cpu", kernels: "stock", inProcess: true } as const;

/**
 * A method that ranks by popularity at level 2, the other way round at others, and all alike at 0. While
 * it fits it validates `fits` times; it throws at level `bad`, or at all where that is −2.
 */
const SOURCE = `export default {
  meta: {
    contract: 1, id: "trier", version: "1.0.0", title: "Trier", citation: "none",
    variant: "original", domains: { min: 1, max: 255 }, needs: [],
  },
  defaults: { level: 0, fits: 0, bad: -1 },
  space: { level: [0, 1, 2, 3] },
  async fit(train, config, context) {
    if (config.bad === -2 || config.level === config.bad) throw new Error("bad luck");
    const count = new Float64Array(train.catalogue.items);
    for (const item of train.events.item) count[item]++;
    const scorer = (level) => ({
      score: ({ candidates: { items } }) =>
        Promise.resolve(Float32Array.from(items, (item) => level * count[item])),
    });
    // It gets worse as it goes on: the best is not the last.
    for (let i = 0; i < config.fits; i++) await context.validate(scorer(i === 0 ? config.level : -1));
    return scorer(config.level === 2 ? 1 : -config.level);
  },
};
`;

/** The task, in which nobody may look at a test case. */
const withoutTest: Task = Object.defineProperty({ ...task }, "test", {
  get: (): never => {
    throw new Error("Cannot look at a test case: a trial, expected validation alone");
  },
});

async function withSearch(
  config: Readonly<Record<string, unknown>>,
  test: (
    search: (options?: Options) => Promise<{ end: SearchEnd; stages: string[] }>,
    out: string,
  ) => Promise<void>,
): Promise<void> {
  const out = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(out, "trier.ts"), SOURCE);
    const wall = { ...how, kernels: "relaxed", limits: limits() } as const;
    const none = new AbortController();
    const asked = { methods: [], plugins: [join(out, "trier.ts")], config: { trier: config } };
    const { examinees } = await gatherExaminees(asked, { ...wall, signal: none.signal });
    const trier = examinees.find(({ about }) => about.id === "trier");
    assert(trier);
    await test(
      async (
        { trials = 4, jobs = 1, force = false, signal = none.signal, on = withoutTest } = {},
      ) => {
        const search = planSearch(task, trier, { ...how, seeds: [7, 8], trials }),
          stages: string[] = [];
        assert(search);
        const [end] = await searchConfigs([search], {
          ...wall,
          task: on,
          freezeSeconds: 0,
          out,
          signal,
          onProgress: ({ stage, trial }) => stages.push(`${stage} ${trial}`),
        }, { jobs, force });
        return { end, stages };
      },
      out,
    );
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

interface Options {
  readonly trials?: number;
  readonly jobs?: number;
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly on?: Task;
}

function foundBy(end: SearchEnd) {
  assert(end.state === "found" && end.examinee.kind === "plugin" && end.examinee.found);
  return { ...end.examinee.found, config: end.examinee.config };
}

Deno.test("searchConfigs() chooses by validation what no test case was asked for", () =>
  withSearch({}, async (search) => {
    const { search: { trials, chosen, rule }, config, seconds } = foundBy((await search()).end);
    assertEquals(config.level, 2);
    assertEquals(trials[chosen].config, config);
    assertEquals(trials.map(({ config }) => Number(config.level)).sort(), [0, 1, 2, 3]);
    assertEquals(trials.map(({ validationCalls }) => validationCalls), [1, 1, 1, 1]);
    assertEquals([rule.trials, rule.runSeed, rule.from.level], [4, 7, 0]);
    assertEquals(seconds.length, 4);
  }));

Deno.test("searchConfigs() takes the best of the validations that a method asked for", () =>
  withSearch({ fits: 3 }, async (search) => {
    const { search: { trials, chosen } } = foundBy((await search()).end);
    // All but level 0 rank alike at their first validation: the first of equals.
    assertEquals(chosen, trials.findIndex(({ config }) => config.level !== 0));
    assertEquals(trials.map(({ validationCalls }) => validationCalls), [3, 3, 3, 3]);
  }));

Deno.test("searchConfigs() keeps what is done, whatever the jobs, and does it again if forced", () =>
  withSearch({}, async (search) => {
    const first = await search({ trials: 2 }), second = await search({ jobs: 3 });
    assertEquals(first.stages.filter((stage) => stage.startsWith("done")).sort(), [
      "done 0",
      "done 1",
    ]);
    assertEquals(second.stages.filter((stage) => stage.startsWith("kept")).sort(), [
      "kept 0",
      "kept 1",
    ]);
    const third = await search({ force: true });
    assert(third.stages.every((stage) => !stage.startsWith("kept")));
    assertEquals(foundBy(third.end).search, foundBy(second.end).search);
  }));

Deno.test("searchConfigs() never chooses a trial that failed, and tries it again", () =>
  withSearch({ bad: 2 }, async (search, out) => {
    const { search: { trials, chosen } } = foundBy((await search()).end);
    const failed = trials.find(({ config }) => config.level === 2);
    assertEquals([failed?.value, failed?.failure], [null, "crash"]);
    assertEquals(trials[chosen].config.level, 0);
    const kept = await Array.fromAsync(Deno.readDir(join(out, "failures")));
    assertEquals(kept.length, 1);
    const { stages } = await search();
    assertEquals(stages.filter((stage) => !stage.startsWith("kept")).map((s) => s.split(" ")[0]), [
      "failed",
    ]);
  }));

Deno.test("searchConfigs() says when every trial failed, or the host was told to stop", async () => {
  await withSearch({ bad: -2 }, async (search) => {
    const { end } = await search({ trials: 2 });
    assert(end.state === "failed");
    assertStringIncludes(end.failure.message, "all trials failed (crash, crash), expected one");
  });
  await withSearch({}, async (search) => {
    const { end } = await search({ signal: AbortSignal.abort() });
    assert(end.state === "failed" && end.failure.code === "interrupted");
  });
});

Deno.test("searchConfigs() refuses a task without validation cases", () =>
  withSearch({}, async (search) => {
    const on = { ...task, validation: { ...task.validation, length: 0 } };
    const error = await assertRejects(() => search({ on }), UserError);
    assertStringIncludes(error.message, "no validation case, expected some, or no --trials");
  }));
