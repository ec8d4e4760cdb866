import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseLeaderboard } from "../../leaderboard/schema/parse_leaderboard.ts";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import { bench, benchCommand } from "./_bench.ts";
import { pluginSource } from "./_plugin_source.ts";
import { smallCsv } from "./_small_csv.ts";

const DATA = ["--data", "log.csv", "--protocol", "leave-one-out-99@1"]; // two domains
const ASKED = [
  ...[...DATA, "--methods", "item_knn,markov", "--plugin", "single.ts", "--seeds", "2"],
  ...["--trials", "3", "--transfer-gain"],
];

async function withFiles(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, "log.csv"), smallCsv());
    await Deno.writeTextFile(join(folder, "single.ts"), pluginSource("single", { min: 1, max: 1 }));
    await Deno.writeTextFile(join(folder, "pair.ts"), pluginSource("pair", { min: 2, max: 2 }));
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function files(folder: string): Promise<string[]> {
  const all = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  return all.map(({ name }) => name).filter((name) => name.endsWith(".json")).sort();
}

async function records(folder: string) {
  const texts = (await files(folder)).map((name) => Deno.readTextFile(join(folder, name)));
  return (await Promise.all(texts)).map(parseRecord);
}

Deno.test("bench run --trials --transfer-gain gives one leaderboard.json, whatever the jobs and however often killed", () =>
  withFiles(async (folder) => {
    const board = (out: string) => Deno.readTextFile(join(folder, out, "leaderboard.json"));
    const one = await bench(["run", ...ASKED, "--jobs", "1", "--out", "one"], folder);
    assertEquals(one.code, 0, one.stderr);

    // Two at once, killed within a search, then among the parts, then left alone.
    const args = ["run", ...ASKED, "--jobs", "2", "--out", "two"],
      all = await files(join(folder, "one", "runs"));
    const kill = async (kind: string, least: number): Promise<void> => {
      const child = benchCommand(args, folder).spawn(), kept = join(folder, "two", kind);
      while ((await files(kept)).length < least) await new Promise((done) => setTimeout(done, 5));
      child.kill("SIGKILL");
      await child.output();
    };
    await kill("trials", 2);
    assertEquals(await files(join(folder, "two", "runs")), []);
    await kill("runs", 16);
    assert((await files(join(folder, "two", "runs"))).length < all.length, "killed too late");
    const again = await bench(args, folder);
    assertEquals(again.code, 0, again.stderr);
    assertStringIncludes(again.stderr, "markov trial 0: kept from before");
    assertEquals(await board("two"), await board("one"));
    assertEquals((await bench(["verify", "two"], folder)).stdout, "Everything is as recorded.\n");

    const { tasks: [{ rows }, ...others] } = parseLeaderboard(await board("one"));
    assertEquals(others, []); // parts are no tasks of their own
    const row = (id: string) => {
      const found = rows.find(({ method }) => method.id === id);
      assert(found, id);
      return found;
    };
    for (const id of ["item_knn", "markov"]) {
      const { search, transferGain = {}, config, domains } = row(id);
      assertEquals(search?.trials.length, 3);
      assertEquals(search?.trials[search.chosen].config, config);
      assertEquals(Object.keys(transferGain).sort(), ["books", "films"]);
      const { values } = domains.books.metrics["NDCG@10"];
      const { alone, gain } = transferGain.books.metrics["NDCG@10"];
      const ratio = (values[0] + values[1]) / (alone[0] + alone[1]);
      assert(Math.abs(ratio - 1 - (gain ?? NaN)) < 1e-9);
    }
    const { joined, transferGain, headline } = row("single");
    assertEquals([joined?.atOnce, joined?.parts.length, transferGain], [1, 2, undefined]);
    assertEquals(headline.cases, row("random").headline.cases);
    assertEquals(row("popularity").search, undefined);
    assertStringIncludes(one.stdout, "transfer gain, books");
    assertStringIncludes(one.stdout, "single: mean over 2 parts of 1 domain each");
  }));

Deno.test("bench run trains pairwise methods on every pair, and averages each domain's metrics", () =>
  withFiles(async (folder) => {
    const args = ["run", "--data", "tundra-tiny", "--protocol", "leave-one-out-99@1"];
    const { code, stderr, stdout } = await bench(
      [...args, "--methods", "random", "--plugin", "pair.ts", "--seeds", "1", "--json"],
      folder,
    );
    assertEquals(code, 0, stderr);
    const { leaderboard } = JSON.parse(stdout);
    const { tasks: [{ rows, dataset }] } = parseLeaderboard(JSON.stringify(leaderboard));
    const pair = rows.find(({ method }) => method.id === "pair");
    assert(pair);
    const parts = (await records(join(folder, "results", "runs"))).map(({ result }) => result)
      .filter(({ method }) => method.id === "pair");
    assertEquals(parts.map((part) => part.dataset.domains.length), [2, 2, 2]);
    assertEquals(new Set(parts.map(({ task }) => task.restricts?.fingerprint)).size, 1);
    for (const name of dataset.domains) {
      const values = parts.filter((part) => part.dataset.domains.includes(name))
        .map(({ domains }) => domains[name].metrics["NDCG@10"].value);
      assertEquals(values.length, 2);
      const { mean } = pair.domains[name].metrics["NDCG@10"];
      assert(Math.abs(mean - (values[0] + values[1]) / 2) < 1e-12);
    }
  }));

Deno.test("bench plan tells what bench run makes, and makes nothing", () =>
  withFiles(async (folder) => {
    const asked = [...DATA, "--methods", "markov", "--plugin", "single.ts", "--transfer-gain"];
    const small = [...asked, "--seeds", "1", "--trials", "2"];
    const plan = async (args: string[]) => {
      const { code, stdout, stderr } = await bench(["plan", ...args, "--json"], folder);
      assertEquals([code, stderr], [0, ""]);
      return JSON.parse(stdout);
    };
    const { tasks: [task], total, refused } = await plan([...small, "--jobs", "2"]);
    assertEquals(existsSync(join(folder, "results")), false);
    assertEquals([task.protocol, task.dataset, task.testCases], ["leave-one-out-99@1", "log", 120]);
    // One method searches and runs on the whole and on each domain; one runs on each; four controls.
    assertEquals([total.trials, total.runs, total.kept, refused], [6, 9, 0, []]);
    const entriesOf = (method: string) =>
      task.entries.filter((entry: { method: string }) => entry.method === method);
    assertEquals(
      entriesOf("single").map(({ from, seconds }: Record<string, unknown>) => [from, seconds]),
      [
        ["unknown", null],
        ["unknown", null],
      ],
    );
    assertEquals(total.unknown, 2);
    assertStringIncludes(entriesOf("markov")[0].from, "figures for tundra-small");

    const run = await bench(["run", ...small, "--jobs", "2"], folder);
    assertEquals(run.code, 0, run.stderr);
    assertEquals((await files(join(folder, "results", "trials"))).length, total.trials);
    assertEquals((await files(join(folder, "results", "runs"))).length, total.runs);
    const done = await plan(small);
    assertEquals([done.total.trials, done.total.runs, done.total.kept], [0, 0, 15]);
    assertEquals([done.total.unknown, done.total.hours, done.total.memoryBytes], [0, 0, 0]);
    const more = await plan([...asked, "--seeds", "2", "--trials", "4"]);
    // Two trials more of three searches, whose runs are not known before; a seed more of six others.
    assertEquals([more.total.trials, more.total.runs], [6, 6 + 6]);
    assertNotEquals(more.total.hours, 0);
    assertEquals(more.total.unknown, 0); // by the runs that there are now
    const forced = await plan([...small, "--force"]);
    assertEquals([forced.total.trials, forced.total.runs, forced.total.kept], [6, 9, 0]);
    const { stdout, code } = await bench(["plan", ...small], folder);
    assertEquals(code, 0);
    assertStringIncludes(stdout, "0 trials and 0 runs to make, 15 kept from before.");
  }));
