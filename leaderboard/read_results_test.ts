import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { sampleRun } from "./_sample.ts";
import { readResults } from "./read_results.ts";
import { serialiseRecord } from "./schema/serialise_record.ts";

Deno.test("readResults() reads records by key, and their outcomes when asked", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "runs"));
    const runs = [1, 2, 3].map((seed) => sampleRun({ seed, cases: 5 }));
    for (const { record, bytes } of runs) {
      const path = join(folder, "runs", record.key);
      await Deno.writeTextFile(`${path}.json`, serialiseRecord(record));
      await Deno.writeFile(`${path}.outcomes.bin`, bytes);
    }
    await Deno.writeTextFile(join(folder, "runs", "notes.json"), "not mine");
    const read = await readResults(folder);
    const sorted = runs.toSorted((a, b) => a.record.key < b.record.key ? -1 : 1);
    assertEquals(read.map(({ record }) => record), sorted.map(({ record }) => record));
    assertEquals(await read[0].outcomes(), await sorted[0].outcomes());

    const path = join(folder, "runs", sorted[0].record.key);
    await Deno.writeTextFile(`${path}.outcomes.bin`, "short");
    await assertRejects(() => read[0].outcomes(), UserError, "5 bytes, expected at least 8");
    await Deno.writeTextFile(`${path}.json`, "{}");
    await assertRejects(() => readResults(folder), UserError, `Cannot read "${path}.json": Cannot`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readResults() of a folder without runs is empty, of no folder an error", async () => {
  assertEquals(await readResults("no/such/folder"), []);
  const file = await Deno.makeTempFile();
  try {
    await assertRejects(() => readResults(file), UserError, "expected a folder of records");
  } finally {
    await Deno.remove(file);
  }
});
