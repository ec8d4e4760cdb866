import { assert, assertEquals, assertMatch } from "@std/assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RandomStream } from "../../core/random_stream.ts";
import { parseRecord } from "../../leaderboard/schema/parse_record.ts";
import type { RunRecord } from "../../leaderboard/schema/run_record.ts";
import { bench } from "./_bench.ts";
import { smallCsv } from "./_small_csv.ts";
import { BLIND, READER, textCsv } from "./_text_plugins.ts";

const RUN = ["run", "--data", "log.csv", "--protocol", "leave-one-out-99@1", "--seeds", "1"];
const ZERO_SHOT = ["--protocol", "user-split-zero-shot@1", "--methods", "prerec"];
const READ = ["--plugin", "reader.ts", "--text-model", "tiny"];

async function withFiles(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const csv = textCsv((user, event) => RandomStream.from(5, "text", user, event).below(1000));
  try {
    await Deno.writeTextFile(join(folder, "log.csv"), csv);
    await Deno.writeTextFile(join(folder, "reader.ts"), READER);
    await Deno.writeTextFile(join(folder, "blind.ts"), BLIND);
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What `bench` said, once it has run to its end without a failure. */
async function done(args: readonly string[], folder: string): Promise<string> {
  const { code, stdout, stderr } = await bench(args, folder);
  assertEquals(code, 0, stderr);
  return stdout;
}

async function recordsOf(folder: string): Promise<Map<string, RunRecord>> {
  const records = new Map<string, RunRecord>();
  for await (const { name } of Deno.readDir(join(folder, "runs"))) {
    if (!name.endsWith(".json")) continue;
    const record = parseRecord(await Deno.readTextFile(join(folder, "runs", name)));
    records.set(record.result.method.id, record);
  }
  return records;
}

/** The first metric over the headline cases. */
function markOf({ result }: RunRecord): number {
  return result.headline.metrics[result.metrics[0]].value;
}

Deno.test("bench run shows texts to who needs them and to nobody else, whatever jobs and order", () =>
  withFiles(async (folder) => {
    const blind = ["--plugin", "blind.ts", "--methods", "item_knn"];
    await done([...RUN, ...blind, "--out", "one"], folder);
    const before = await recordsOf(join(folder, "one"));
    const said = await done([...RUN, ...blind, ...READ, "--out", "one"], folder);
    assertMatch(said, /\nTexts: \d+ different ones as 32 numbers each, by permafrost\//);
    // Those that need no text are the runs they were before, to the last byte.
    assertMatch(said, /\n1 runs done, 6 kept from before\.\n/);
    const records = await recordsOf(join(folder, "one"));
    for (const [id, record] of before) {
      assertEquals(records.get(id), record);
      assertEquals([record.inputs.text, record.result.text], [undefined, undefined]);
    }
    const reader = records.get("reader"), random = records.get("random");
    assert(reader && random);
    assertEquals(reader.inputs.text?.size, 32);
    assertEquals(reader.inputs.text, reader.result.text);
    // Vectors that stood beside other items than their own would score as chance does.
    assert(markOf(reader) > 3 * markOf(random), `${markOf(reader)} against ${markOf(random)}`);

    const turned = ["--plugin", "reader.ts", "--plugin", "blind.ts", "--methods", "item_knn"];
    await done([...RUN, ...turned, "--text-model", "tiny", "--jobs", "2", "--out", "two"], folder);
    const board = (out: string) => Deno.readTextFile(join(folder, out, "leaderboard.json"));
    assertEquals(await board("two"), await board("one"));

    assertEquals(await done(["verify", "two"], folder), "Everything is as recorded.\n");

    // Cut texts are another encoder: another run and another row, beside the first.
    const model = { ...reader.inputs.text?.model, maxTokens: 4 };
    await Deno.writeTextFile(join(folder, "short.json"), JSON.stringify(model));
    const cut = ["--plugin", "reader.ts", "--text-model", "short.json", "--out", "two"];
    assertMatch(await done([...RUN, ...cut], folder), /\n1 runs done, 4 kept from before\.\n/);
    const { tasks: [{ rows }] } = JSON.parse(await board("two"));
    const read = rows.filter(({ method }: RunRecord["result"]) => method.id === "reader");
    // Read by its schema.
    await done(["compare", "two/leaderboard.json"], folder);
    assertEquals(
      read.map(({ text }: RunRecord["result"]) => text?.model.maxTokens).sort(),
      [256, 4],
    );
    assertEquals(await done(["verify", "two"], folder), "Everything is as recorded.\n");

    await done([...RUN, ...READ, "--in-process", "--out", "three"], folder);
    const inside = (await recordsOf(join(folder, "three"))).get("reader");
    assertEquals(inside?.inputs.text, reader.inputs.text);
    assertEquals(inside?.result.headline, reader.result.headline);
  }));

Deno.test("trials, parts of a task and a target that is adapted to have their items' texts", () =>
  withFiles(async (folder) => {
    await done([...RUN, ...READ, "--trials", "2", "--transfer-gain", "--out", "one"], folder);
    const board = JSON.parse(await Deno.readTextFile(join(folder, "one", "leaderboard.json")));
    const row = board.tasks[0].rows.find(({ method }: RunRecord["result"]) =>
      method.id === "reader"
    );
    assertEquals(row.search.trials.map(({ failure }: { failure: unknown }) => failure), [
      null,
      null,
    ]);
    assertEquals(Object.keys(row.transferGain), ["books", "films"]);
    const args = ["run", "--data", "log.csv", "--protocol", "user-split-zero-shot@1/films"];
    await done([...args, "--seeds", "1", ...READ, "--out", "two"], folder);
    const { result } = (await recordsOf(join(folder, "two"))).get("reader") ?? {};
    assertEquals([result?.protocol.arm, result?.fromScratch], ["films", undefined]);
  }));

Deno.test("prerec runs on synthetic data without being told of an encoder, and plan knows its runs", () =>
  withFiles(async (folder) => {
    const small = { embeddingSize: 4, maximumLength: 4, blocks: 1, epochs: 1 };
    await Deno.writeTextFile(join(folder, "c.json"), JSON.stringify({ prerec: small }));
    const args = ["--data", "tundra-tiny", "--protocol", "leave-one-out-99@1", "--seeds", "1"];
    const options = [...args, "--methods", "prerec", "--config", "c.json", "--out", "out"];
    await done(["run", ...options], folder);
    const { inputs } = (await recordsOf(join(folder, "out"))).get("prerec") ?? {};
    assertEquals(inputs?.text?.model.id, "permafrost/tundra-tiny-encoder");
    const { total } = JSON.parse(await done(["plan", ...options, "--json"], folder));
    assertEquals([total.runs, total.kept], [0, 5]);
  }));

Deno.test("bench refuses texts that it cannot make, with one line and exit code 2", () =>
  withFiles(async (folder) => {
    await Deno.writeTextFile(join(folder, "bare.csv"), smallCsv());
    await Deno.writeTextFile(join(folder, "blank.csv"), withText(smallCsv(), " "));
    const good = ["--protocol", "leave-one-out-99@1", "--plugin", "reader.ts"];
    for (const name of ["bare", "blank"]) {
      const data = ["--data", `${name}.csv`], tiny = ["--text-model", "tiny"];
      await refused([...good, ...data, ...tiny], { folder, line: noText("reader", name) });
      // Where no encoder is named none is asked for.
      await refused([...ZERO_SHOT, ...data], { folder, line: noText("prerec", name) });
    }
    await refused([...good, "--data", "log.csv", "--text-model", "tinny"], {
      ...{ folder, line: /^Cannot read text model "tinny": .* expected tiny or a JSON file\n$/ },
    });
    await refused([...good, "--data", "log.csv", "--text-models", "log.csv"], {
      ...{ folder, line: /^Cannot look for text models in "log.csv": .* expected one\n$/ },
    });
  }));

const amazon = fileURLToPath(new URL("../../../shared/data/amazon5.csv.gz", import.meta.url));
const ignore = !existsSync(amazon);
const why = ignore ? " (skipped: ../shared/data/amazon5.csv.gz is not there)" : "";
Deno.test({
  name: `bench refuses to run prerec on amazon5, which has no text${why}`,
  ignore,
  fn: () =>
    withFiles((folder) =>
      refused([...ZERO_SHOT, "--data", amazon], { folder, line: noText("prerec", "amazon5") })
    ),
});

/** Asserts that a run ends with one line and exit code 2, and that nothing was done before. */
async function refused(
  args: readonly string[],
  { line, folder }: { readonly line: RegExp; readonly folder: string },
): Promise<void> {
  const { code, stdout, stderr } = await bench(["run", ...args, "--out", "none"], folder);
  assertMatch(stderr, line);
  assertEquals([code, stderr.trimEnd().split("\n").length, stdout], [2, 1, ""]);
  const out = join(folder, "none");
  assertEquals(existsSync(out) ? [...Deno.readDirSync(out)] : [], []);
}

/** What is said of data without text. */
function noText(method: string, data: string): RegExp {
  return new RegExp(
    `^Cannot run method "${method}" on "${data}": the data has no text, expected some\\n$`,
  );
}

/** The log with a column of text, the same for all items. */
function withText(csv: string, text: string): string {
  const [head, ...lines] = csv.trimEnd().split("\n");
  return [`${head},text`, ...lines.map((line) => `${line},${text}`)].join("\n") + "\n";
}
