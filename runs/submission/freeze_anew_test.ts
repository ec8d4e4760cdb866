import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import example from "../../leaderboard/schema/record.example.json" with { type: "json" };
import type { RunResult } from "../../leaderboard/schema/run_record.ts";
import { freeze } from "../../protocols/freeze.ts";
import { loadProtocol } from "../../protocols/load_protocol.ts";
import { restrictTask } from "../../protocols/restrict_task.ts";
import { freezeAnew } from "./freeze_anew.ts";

const corpus = await loadDataset("tundra-tiny"), frozen = await loadProtocol("leave-one-out-99@1");
const whole = freeze(corpus, frozen), part = restrictTask(whole, [2, 0]);
const { result: sample } = parseRecord(JSON.stringify(example));

/** A result on the task, changed. */
function resultOn(task: typeof whole, change: Partial<RunResult> = {}): RunResult {
  const { id, sha256 } = corpus, { domains } = task.corpus.catalogue;
  return {
    ...sample,
    protocol: { id: "leave-one-out-99", version: 1, sha256: frozen.sha256 },
    dataset: { ...sample.dataset, id, sha256, domains },
    task: {
      ...sample.task,
      fingerprint: task.fingerprint,
      ...("restricts" in task && { restricts: { fingerprint: whole.fingerprint, atOnce: 2 } }),
    },
    ...change,
  };
}

const here = { columns: {}, sharedItems: false, folder: "." };
const found = async (results: RunResult[], data?: string) => {
  const { checks, tasks } = await freezeAnew(results, { data, ...here });
  return { lines: checks.map(({ check, state, said }) => [check, state, said]), tasks };
};

Deno.test("freezeAnew() freezes whole tasks and parts of them to the fingerprint that was recorded", async () => {
  const { lines, tasks } = await found([resultOn(whole), resultOn(part)]);
  assertEquals(lines.map(([check, state]) => [check, state]), [
    ["protocol", "good"],
    ["data", "good"],
    ["task", "good"],
    ["task", "good"],
  ]);
  assertEquals([...tasks.keys()], [whole.fingerprint, part.fingerprint]);
  assertEquals(tasks.get(part.fingerprint)?.checks, undefined);
  assertEquals(tasks.get(whole.fingerprint)?.checks?.leakedPopularity?.metric, "NDCG@10");
});

Deno.test("freezeAnew() finds other protocols, other data and other tasks", async () => {
  const sha256 = "0".repeat(64), { protocol, dataset } = resultOn(whole);
  const edited = await found([resultOn(whole, { protocol: { ...protocol, sha256 } })]);
  assertEquals(edited.lines[0].slice(0, 2), ["protocol", "bad"]);
  assertStringIncludes(edited.lines[0][2], `expected ${frozen.sha256} as in this suite`);
  const later = await found([resultOn(whole, { protocol: { ...protocol, version: 9 } })]);
  assertStringIncludes(later.lines[0][2], 'Cannot find protocol "leave-one-out-99@9"');
  assertEquals([later.lines[2][1], later.tasks.size], ["bad", 0]);
  const bytes = await found([resultOn(whole, { dataset: { ...dataset, sha256 } })]);
  assertEquals(bytes.lines[1], [
    ...["data", "bad"],
    `SHA-256 ${corpus.sha256}, expected ${sha256} as recorded`,
  ]);
  const task = await found([resultOn(whole, { task: { ...sample.task, fingerprint: sha256 } })]);
  assertEquals([task.lines[2][1], task.tasks.size], ["bad", 0]);
  assertStringIncludes(task.lines[2][2], `expected ${sha256} as recorded`);
  const arm = await found([resultOn(whole, { protocol: { ...protocol, arm: "ku-25" } })]);
  assertStringIncludes(arm.lines[2][2], 'Cannot find arm "ku-25"');
});

Deno.test("freezeAnew() asks for data that is not built in", async () => {
  const { dataset } = resultOn(whole), other = { dataset: { ...dataset, id: "clicks.csv" } };
  const { lines, tasks } = await found([resultOn(whole, other)]);
  assertEquals(lines.slice(1), [
    ["data", "open", "not built in and not named, expected --data <id|file>"],
    ["task", "open", "not built in and not named, expected --data <id|file>"],
  ]);
  assertEquals(tasks.size, 0);
  assertEquals((await found([resultOn(whole, other)], "tundra-tiny")).lines[1][1], "good");
  await assertRejects(() => found([resultOn(whole, other)], "no/such.csv"), UserError);
});
