import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import { sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { aggregateTiming } from "./aggregate_timing.ts";
import { readResults } from "./read_results.ts";
import type { RunRecord } from "./schema/run_record.ts";
import { sealRecord } from "./schema/seal_record.ts";
import type { Search } from "./schema/search.ts";
import { serialiseLeaderboard } from "./schema/serialise_leaderboard.ts";
import { serialiseRecord } from "./schema/serialise_record.ts";
import { verifyResults } from "./verify.ts";

const { record: plain, bytes } = sampleRun({ cases: 5 });

/** A sealed record whose config was found: trials of k = 1, 2, 3, of which the second was the best. */
function found(change: Partial<Search> = {}, config: object = { k: 2 }): RunRecord {
  const search: Search = {
    rule: { trials: 3, seed: 1, runSeed: 1, space: { k: [1, 2, 3] }, from: { k: 1 } },
    trials: [0.1, 0.4, null].map((value, i) => ({
      config: { k: i + 1 },
      value,
      validationCalls: value === null ? 0 : 1,
      failure: value === null ? "crash" : null,
    })),
    chosen: 1,
    ...change,
  };
  const result = { ...plain.result, config: { ...config }, search };
  return sealRecord({
    inputs: { ...plain.inputs, config: { ...config }, search: search.rule },
    result: { ...result, configSha256: sha256(canonicalJson(config)) },
    circumstances: { ...plain.circumstances, trialSeconds: [1, 2, 3] },
  }, bytes);
}

async function problemsOf(...records: readonly RunRecord[]): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "runs"));
    for (const record of records) {
      await Deno.writeTextFile(join(folder, "runs", `${record.key}.json`), serialiseRecord(record));
      await Deno.writeFile(join(folder, "runs", `${record.key}.outcomes.bin`), bytes);
    }
    const runs = await readResults(folder);
    const write = (file: string, text: string) => Deno.writeTextFile(join(folder, file), text);
    await write("leaderboard.json", serialiseLeaderboard(await aggregate(runs)));
    await write("leaderboard.timing.json", serialiseLeaderboard(aggregateTiming(runs)));
    return (await verifyResults(folder)).map(({ problem }) => problem);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a record tells how its config was found, and has a key and a row of its own", async () => {
  const record = found(),
    given = sealRecord({
      ...record,
      inputs: { ...plain.inputs, config: { k: 2 } },
      result: { ...plain.result, config: { k: 2 }, configSha256: sha256(canonicalJson({ k: 2 })) },
    }, bytes);
  const rule = record.inputs.search;
  assert(rule);
  const longer = found({ rule: { ...rule, trials: 4 } });
  assertEquals(new Set([record, given, longer].map(({ key }) => key)).size, 3);
  assertEquals(await problemsOf(record, given, longer), []);
  const runs = [record, given, longer].map((record) => ({ ...sampleRun({ cases: 5 }), record }));
  const { tasks: [{ rows }] } = await aggregate(runs);
  assertEquals(rows.map(({ search }) => search?.rule.trials ?? 1).sort(), [1, 3, 4]);
});

Deno.test("verifyResults() sees a search that chose another trial than the best, or ran another config", async () => {
  const [choice] = await problemsOf(found({ chosen: 0 }, { k: 1 }));
  assertStringIncludes(choice, "trial 0 chosen, expected that with the highest value, 1");
  const [failed] = await problemsOf(found({ chosen: 2 }, { k: 3 }));
  assertStringIncludes(failed, "trial 2 chosen, expected that with the highest value, 1");
  const [config] = await problemsOf(found({}, { k: 3 }));
  assertStringIncludes(
    config,
    "another config than that of trial 1, expected the one that was chosen",
  );
});

Deno.test("verifyResults() sees a record whose search is not that of its inputs", async () => {
  const { inputs: { search: _, ...inputs }, ...record } = found();
  const [problem] = await problemsOf(sealRecord({ ...record, inputs }, bytes));
  assertStringIncludes(problem, "a result of other inputs than its own");
});
