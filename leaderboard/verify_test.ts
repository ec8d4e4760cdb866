import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { RandomStream } from "../core/random_stream.ts";
import { type SampleOptions, type SampleRun, sampleRun } from "./_sample.ts";
import { aggregate } from "./aggregate.ts";
import { aggregateTiming } from "./aggregate_timing.ts";
import { readResults } from "./read_results.ts";
import { encodeOutcomes } from "./schema/encode_outcomes.ts";
import type { Outcomes } from "./schema/outcomes.ts";
import type { RunRecord } from "./schema/run_record.ts";
import { sealRecord } from "./schema/seal_record.ts";
import { serialiseLeaderboard } from "./schema/serialise_leaderboard.ts";
import { serialiseRecord } from "./schema/serialise_record.ts";
import { verifyResults } from "./verify.ts";

/** Lends a results folder that holds some runs and their boards. */
async function withResults(
  runs: readonly SampleRun[],
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "runs"));
    for (const run of runs) await store(folder, run);
    await storeBoards(folder);
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function store(folder: string, run: Pick<SampleRun, "record" | "bytes">): Promise<void> {
  const path = join(folder, "runs", run.record.key);
  await Deno.writeTextFile(`${path}.json`, serialiseRecord(run.record));
  await Deno.writeFile(`${path}.outcomes.bin`, run.bytes);
}

async function storeBoards(folder: string): Promise<void> {
  const runs = await readResults(folder);
  const write = (file: string, text: string) => Deno.writeTextFile(join(folder, file), text);
  await write("leaderboard.json", serialiseLeaderboard(await aggregate(runs)));
  await write("leaderboard.timing.json", serialiseLeaderboard(aggregateTiming(runs)));
}

const small: SampleOptions = { cases: 5 };
const run = sampleRun(small), { key } = run.record;
const json = `runs/${key}.json`, bin = `runs/${key}.outcomes.bin`;

Deno.test("verifyResults() finds nothing wrong with good results, sampled and full", async () => {
  const runs = [run, sampleRun({ ...small, seed: 2 }), sampleRun({ task: "full", full: true })];
  await withResults(runs, async (folder) => {
    await Deno.writeTextFile(join(folder, "runs", `${key}.json.7.tmp`), "cut sho");
    assertEquals(await verifyResults(folder), []);
  });
});

Deno.test("verifyResults() names the file of any one changed byte of a record or its outcomes", async () => {
  await withResults([run], async (folder) => {
    const stream = RandomStream.from(1, "bytes");
    for (const file of [json, bin]) {
      const path = join(folder, file), good = await Deno.readFile(path);
      for (let at = 0; at < good.length; at += 1 + stream.below(30)) {
        const bad = good.slice();
        bad[at] ^= 1 + stream.below(255);
        await Deno.writeFile(path, bad);
        const problems = await verifyResults(folder);
        assertEquals([...new Set(problems.map((each) => each.file))], [file], `byte ${at}`);
      }
      await Deno.writeFile(path, good);
    }
    assertEquals(await verifyResults(folder), []);
  });
});

Deno.test("verifyResults() names the leaderboard of any one changed byte", async () => {
  await withResults([run], async (folder) => {
    for (const file of ["leaderboard.json", "leaderboard.timing.json"]) {
      const path = join(folder, file), good = await Deno.readFile(path);
      for (const at of [0, good.length >> 1, good.length - 1]) {
        const bad = good.slice();
        bad[at] ^= 1;
        await Deno.writeFile(path, bad);
        const problem = "other bytes than its records give, expected the same";
        assertEquals(await verifyResults(folder), [{ file, problem }]);
      }
      await Deno.remove(path);
      const problem = "missing, expected what its records give";
      assertEquals(await verifyResults(folder), [{ file, problem }]);
      await Deno.writeFile(path, good);
    }
  });
});

Deno.test("verifyResults() lists what is missing, strange, cut short or no file", async () => {
  const other = sampleRun({ ...small, seed: 2 }).record.key;
  await withResults([run, sampleRun({ ...small, seed: 2 })], async (folder) => {
    const path = (name: string) => join(folder, "runs", name);
    await Deno.remove(path(`${key}.outcomes.bin`));
    await Deno.truncate(path(`${other}.json`), 100);
    await Deno.writeTextFile(path("notes.txt"), "hello");
    await Deno.writeTextFile(path(`${"a".repeat(64)}.outcomes.bin`), "");
    await Deno.writeTextFile(path(`${"b".repeat(64)}.json`), "null");
    await Deno.mkdir(path(`${"c".repeat(64)}.json`));
    const problems = new Map(
      (await verifyResults(folder)).map((each) => [each.file, each.problem]),
    );
    assertEquals(problems.size, 6);
    assertEquals(problems.get(bin), "missing, expected the outcomes of its record");
    assertMatch(
      problems.get(`runs/${other}.json`) ?? "",
      /^Cannot read the record: .*expected JSON$/,
    );
    assertEquals(
      problems.get("runs/notes.txt"),
      "neither a record nor outcomes, expected nothing else",
    );
    assertEquals(
      problems.get(`runs/${"a".repeat(64)}.outcomes.bin`),
      `no record beside it, expected "${"a".repeat(64)}.json"`,
    );
    assertStringIncludes(problems.get(`runs/${"b".repeat(64)}.json`) ?? "", "$ is null");
    assertEquals(problems.get(`runs/${"c".repeat(64)}.json`), "no plain file, expected one");
  });
});

Deno.test("verifyResults() of a folder that is none names runs", async () => {
  const [problem, ...others] = await verifyResults("no/such/folder");
  assertEquals([problem.file, others], ["runs", []]);
});

Deno.test("verifyResults() refuses a record under another run's name, and another text of it", async () => {
  await withResults([run], async (folder) => {
    const name = "0".repeat(64), path = (key: string) => join(folder, "runs", `${key}.json`);
    await Deno.copyFile(path(key), path(name));
    await Deno.writeTextFile(path(key), JSON.stringify(run.record));
    assertEquals(await verifyResults(folder), [
      {
        file: `runs/${name}.json`,
        problem: `the record of run ${key}, expected that of its name`,
      },
      { file: json, problem: "other bytes than the record's canonical text, expected the same" },
    ]);
  });
});

/** What is said of a forged run: its digests are all right. */
async function forged(
  change: { result?: Partial<RunRecord["result"]>; outcomes?: Partial<Outcomes> },
): Promise<string[]> {
  const outcomes = { ...await run.outcomes(), ...change.outcomes };
  const bytes = encodeOutcomes(outcomes), result = { ...run.record.result, ...change.result };
  const record = sealRecord({ ...run.record, result }, bytes);
  const lines: string[] = [];
  await withResults([run], async (folder) => {
    await store(folder, { record, bytes });
    for (const { file, problem } of await verifyResults(folder)) {
      lines.push(`${file === json ? "record" : file === bin ? "outcomes" : file}: ${problem}`);
    }
  });
  return lines;
}

Deno.test("verifyResults() sees marks and ranks that the outcomes do not give, digests or not", async () => {
  const { result } = run.record, outcomes = await run.outcomes();
  const unlike = (part: string) =>
    `record: "${part}" is not what its outcomes give, expected the same`;
  const macro = { ...result.macro, cases: result.macro.cases + 1 };
  assertEquals(await forged({ result: { macro } }), [unlike("macro")]);
  assertEquals(await forged({ result: { slices: {} } }), [unlike("slices")]);
  assertEquals(await forged({ result: { metrics: ["MRR"] } }), [unlike("metrics")]);
  const dataset = { ...result.dataset, domains: ["music", "books"] };
  assertEquals(await forged({ result: { dataset } }), [unlike("dataset")]);
  assertEquals(await forged({ result: { nanScores: 1 } }), [
    "outcomes: 0 scores are NaN, expected 1 as its record says",
  ]);
  assertEquals(await forged({ result: { seed: 5 } }), [
    "record: a result of other inputs than its own, expected the same in both",
  ]);
  const model = { id: "a/b", revision: "1", dtype: "fp32", maxTokens: 8, files: {} };
  assertEquals(await forged({ result: { text: { model, size: 2, sha256: "0".repeat(64) } } }), [
    "record: a result of other inputs than its own, expected the same in both",
  ]);
  assertMatch((await forged({ result: { config: { a: 1 } } }))[0], /^record: configSha256 /);
  const better = await forged({ outcomes: { greater: outcomes.greater.map(() => 0) } });
  assertEquals(better.slice(0, 2), [unlike("headline"), unlike("macro")]);
  assertMatch(better.at(-1) ?? "", /^outcomes: rank 0 \+ 1 in case \d, expected \d \+ 1 by/);
});
