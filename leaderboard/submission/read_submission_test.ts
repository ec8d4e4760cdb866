import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../../core/user_error.ts";
import { type SampleRun, sampleRun } from "../_sample.ts";
import { serialiseRecord } from "../schema/serialise_record.ts";
import { writeLeaderboard } from "../write_leaderboard.ts";
import { readSubmission } from "./read_submission.ts";

/** Lends a results folder with some runs. */
async function withResults(
  runs: readonly SampleRun[],
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "runs"));
    for (const { record, bytes } of runs) {
      const path = join(folder, "runs", record.key);
      await Deno.writeTextFile(`${path}.json`, serialiseRecord(record));
      await Deno.writeFile(`${path}.outcomes.bin`, bytes);
    }
    await writeLeaderboard(folder);
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const mine = [1, 2].map((seed) => sampleRun({ method: "mine", seed }));
const random = sampleRun({ method: "random" });

Deno.test("readSubmission() takes a folder of one method with controls beside it, or one record", async () => {
  await withResults([...mine, random], async (folder) => {
    const { checks, runs, controls } = await readSubmission(folder);
    assertEquals(checks.map(({ state }) => state), ["good"]);
    assertEquals([runs.length, controls.length], [2, 1]);
    await Deno.writeTextFile(join(folder, "leaderboard.json"), "{}");
    const one = await readSubmission(join(folder, "runs", `${random.record.key}.json`));
    assertEquals([one.checks[0].state, one.runs.length, one.controls.length], ["good", 1, 0]);
    const { checks: [bad], runs: still } = await readSubmission(folder);
    assertEquals([bad.state, bad.where], ["bad", join(folder, "leaderboard.json")]);
    assertEquals(still.length, 2);
  });
});

Deno.test("readSubmission() reads nothing from records that are not what they say", async () => {
  await withResults(mine, async (folder) => {
    const path = join(folder, "runs", `${mine[0].record.key}.outcomes.bin`);
    const bytes = await Deno.readFile(path);
    bytes[bytes.length - 1] ^= 1;
    await Deno.writeFile(path, bytes);
    const { checks, runs } = await readSubmission(folder);
    assertEquals(checks.map(({ state, where }) => [state, where]), [["bad", path], [
      "open",
      folder,
    ]]);
    assertEquals(runs, []);
  });
});

Deno.test("readSubmission() refuses other paths and several methods in one line", async () => {
  const refused = (path: string, message: string) =>
    assertRejects(() => readSubmission(path), UserError, message).then(() => {});
  await refused("no/such/thing", "no such file or folder, expected a results folder, or a record");
  await withResults([...mine, sampleRun({ method: "two" })], async (folder) => {
    await refused(folder, "it holds runs of 2 methods (");
    await refused(join(folder, "leaderboard.json"), "no record by its name, expected");
  });
  const controls = ["random", "popularity"].map((method) => sampleRun({ method }));
  await withResults(controls, (folder) => refused(folder, "runs of 0 methods beside controls"));
  const empty = await Deno.makeTempDir();
  const { checks: [{ state, said }] } = await readSubmission(empty);
  await Deno.remove(empty);
  assertEquals(state, "bad");
  assertStringIncludes(said, "missing, expected a folder of records");
});
