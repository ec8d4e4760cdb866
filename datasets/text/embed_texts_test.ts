import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { inFolder } from "./_in_folder.ts";
import { refused } from "./_refused.ts";
import { smallGraph } from "./_small_graph.ts";
import { smallModelFiles } from "./_small_model_files.ts";
import { SMALL_WORDS } from "./_small_words.ts";
import { writeFiles } from "./_write_files.ts";
import { embedTexts } from "./embed_texts.ts";
import type { TextModel } from "./text_model.ts";
import type { TextVectors } from "./text_vectors.ts";
import { tinyTextModel } from "./tiny_text_model.ts";

const TINY = tinyTextModel();
const SMALL: TextModel = {
  id: "tests/small",
  revision: "1",
  dtype: "fp32",
  maxTokens: 16,
  files: {},
};

function row({ vectors, size }: TextVectors, i: number): Float32Array {
  return vectors.subarray(i * size, (i + 1) * size);
}

/** Embeds with the small model, from files that a test may have spoilt. */
async function withSmall(
  folder: string,
  { texts, files = smallModelFiles(), model = SMALL }: {
    readonly texts: readonly string[];
    readonly files?: ReadonlyMap<string, Uint8Array>;
    readonly model?: TextModel;
  },
): Promise<TextVectors> {
  await writeFiles(join(folder, "models", model.id), files);
  return await embedTexts(texts, { model, cache: folder, hub: null });
}

Deno.test("embedTexts() gives a text the same bytes alone and among others, in any order", async () => {
  const texts = [
    "kiss",
    "a love story",
    "gold ring of the dragon",
    "Star Wars (1977)",
    "bread tea",
  ];
  const filling = Array.from({ length: 150 }, (_, i) => `the war of year ${i}`);
  const together = await inFolder((cache) =>
    embedTexts([...filling, ...texts.toReversed()], { model: TINY, cache, hub: null })
  );
  for (const [i, text] of texts.entries()) {
    const alone = await inFolder((cache) => embedTexts([text], { model: TINY, cache, hub: null }));
    assertEquals(row(alone, 0), row(together, filling.length + texts.length - 1 - i), text);
  }
});

Deno.test("embedTexts() is the mean of a model's token vectors, divided by its length", async () => {
  const texts = ["red", "Warm GREEN warm", "blue sky"];
  const found = await inFolder((folder) => withSmall(folder, { texts }));
  const { size, constants: [{ data: table }, { data: turn, dims: [inner] }] } = smallGraph();
  assertEquals([found.size, inner], [7, 5]);
  const ids = [[1, 3, 2], [1, 7, 4, 7, 2], [1, 5, 0, 2]];
  ids.forEach((tokens, i) => {
    const mean = Array.from({ length: size }, (_, k) =>
      tokens.reduce((sum, id) => {
        let turned = 0;
        for (let j = 0; j < inner; j++) {
          turned += Number(table[id * inner + j]) * Number(turn[j * size + k]);
        }
        return sum + Math.tanh(turned) / tokens.length;
      }, 0));
    const norm = Math.hypot(...mean);
    row(found, i).forEach((each, k) => assert(Math.abs(each - mean[k] / norm) < 1e-6));
  });
});

Deno.test("embedTexts() by a model that multiplies is within 1e-6 of a text alone", async () => {
  const words = SMALL_WORDS.slice(3);
  const texts = Array.from(
    { length: 200 },
    (_, i) => Array.from({ length: 1 + i % 9 }, (_, j) => words[(i + j * j) % 5]).join(" "),
  );
  const together = await inFolder((folder) => withSmall(folder, { texts }));
  for (const i of [0, 17, 199]) {
    const alone = await inFolder((folder) => withSmall(folder, { texts: [texts[i]] }));
    row(alone, 0).forEach((each, k) => assert(Math.abs(each - row(together, i)[k]) < 1e-6));
  }
});

Deno.test("embedTexts() has the zero vector for a text of nothing, and no vectors for no texts", () =>
  inFolder(async (cache) => {
    const options = { model: TINY, cache, hub: null };
    const some = await embedTexts(["", "love", " \n\t", "love", "\u3000"], options);
    assertEquals([some.size, some.embedded], [32, 1]);
    for (const i of [0, 2, 4]) assertEquals(row(some, i), new Float32Array(32));
    assertEquals(row(some, 1), row(some, 3));
    assert(Math.abs(Math.hypot(...row(some, 1)) - 1) < 1e-6);
    const none = { size: 0, vectors: new Float32Array(), cached: 0, embedded: 0, damaged: 0 };
    assertEquals(await embedTexts([], options), none);
    assertEquals(await embedTexts(["", " "], options), none);
  }));

Deno.test("embedTexts() reads a long text up to its model's tokens, the last special one kept", () =>
  inFolder(async (folder) => {
    const long = (words: number) => Array.from({ length: words }, (_, i) => ["war", "kiss"][i % 2]);
    const texts = [256, 257, 250_000].map((words) => long(words).join(" "));
    const tiny = await embedTexts(texts, { model: TINY, cache: folder, hub: null });
    assertEquals(row(tiny, 0), row(tiny, 1));
    assertEquals(row(tiny, 0), row(tiny, 2));
    // One word of a million letters, a million marks, and half a character.
    await embedTexts(["x".repeat(1e6), "!".repeat(1e6), "war \ud83d"], {
      model: TINY,
      cache: folder,
      hub: null,
    });
    const model = { ...SMALL, maxTokens: 4 };
    const small = await withSmall(folder, { texts: ["red blue", "red blue cold warm"], model });
    assertEquals(row(small, 0), row(small, 1));
  }));

Deno.test("embedTexts() tells its progress, and never goes back", () =>
  inFolder(async (cache) => {
    const told: number[] = [];
    const texts = Array.from({ length: 1200 }, (_, i) => `ship ${i}`);
    const progress = (step: { stage: string; done: number; of: number | null }) => {
      assertEquals([step.stage, step.of], ["embed", 1200]);
      told.push(step.done);
    };
    await embedTexts(texts, { model: TINY, cache, hub: null, progress });
    assertEquals(told, [0, 512, 1024, 1200]);
  }));

Deno.test("embedTexts() takes 10,000 texts in less than 60 s, and reads them in less than 1 s", () =>
  inFolder(async (cache) => {
    const texts = Array.from(
      { length: 10_000 },
      (_, i) => `the detective and the queen ${i * 7919}`,
    );
    const times: number[] = [], runs: TextVectors[] = [];
    for (let run = 0; run < 2; run++) {
      const start = performance.now();
      runs.push(await embedTexts(texts, { model: TINY, cache, hub: null }));
      times.push(performance.now() - start);
    }
    assertEquals([runs[0].embedded, runs[1].embedded, runs[1].cached], [10_000, 0, 10_000]);
    assertEquals(runs[0].vectors, runs[1].vectors);
    assert(times[0] < 60_000 && times[1] < 1000, `took ${times} ms`);
  }));

Deno.test("embedTexts() refuses a model that is nowhere, in one line", () =>
  inFolder(async (cache) => {
    const line = await refused(
      embedTexts(["a"], { model: { ...SMALL, id: "no/such" }, cache, hub: null }),
    );
    assertStringIncludes(line, 'Cannot find text model "no/such" at revision 1: absent in');
    assertStringIncludes(line, "onnx/model.onnx");
  }));

Deno.test("embedTexts() refuses a spoilt model in one line, and keeps nothing of it", async () => {
  const onnx = smallModelFiles().get("onnx/model.onnx") ?? new Uint8Array();
  const graph = smallGraph();
  const [table, turn] = graph.constants;
  const nan = smallModelFiles({
    ...graph,
    constants: [{ ...table, data: new Float32Array(table.data.length).fill(NaN) }, turn],
  });
  const flat = smallModelFiles({
    ...graph,
    nodes: [...graph.nodes.slice(0, 2), {
      op: "ReduceMax",
      inputs: ["turned"],
      output: "last_hidden_state",
      attributes: { keepdims: 0 },
    }],
  });
  const spoilt = (path: string, content: string | Uint8Array<ArrayBuffer>) =>
    smallModelFiles().set(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
  const missing = smallModelFiles();
  missing.delete("tokenizer.json");
  const cases: [ReadonlyMap<string, Uint8Array>, string][] = [
    [missing, '"tokenizer.json" is missing'],
    [spoilt("onnx/model.onnx", onnx.slice(0, onnx.length >> 1)), "onnx"],
    [spoilt("onnx/model.onnx", ""), "onnx"],
    [spoilt("tokenizer.json", "{"), "JSON"],
    [nan, 'a vector of "warm blue" with NaN or Infinity, expected finite numbers'],
    [flat, "expected last_hidden_state as float32"],
  ];
  for (const [files, what] of cases) {
    await inFolder(async (folder) => {
      const line = await refused(withSmall(folder, { texts: ["warm blue"], files }));
      assertStringIncludes(line, what);
      assertStringIncludes(line, 'model "tests/small"');
      assert(!await Deno.stat(join(folder, "vectors")).then(() => true, () => false));
    });
  }
});

Deno.test("embedTexts() refuses files that are not the pinned ones", () =>
  inFolder(async (folder) => {
    const model = { ...SMALL, files: { "onnx/model.onnx": "0".repeat(64) } };
    const line = await refused(withSmall(folder, { texts: ["red"], model }));
    assertStringIncludes(line, '"onnx/model.onnx" has SHA-256');
    assertStringIncludes(line, `expected ${"0".repeat(64)}`);
  }));

Deno.test("embedTexts() says in one line that its library cannot be had", () =>
  inFolder(async (folder) => {
    const script = `
      import { embedTexts } from ${JSON.stringify(import.meta.resolve("./embed_texts.ts"))};
      import { tinyTextModel } from ${JSON.stringify(import.meta.resolve("./tiny_text_model.ts"))};
      await embedTexts(["a"], { model: tinyTextModel(), cache: Deno.args[0], hub: null })
        .catch((error) => console.log(error.message));`;
    await Deno.writeTextFile(join(folder, "main.ts"), script);
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--cached-only",
        "--node-modules-dir=manual",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        join(folder, "main.ts"),
        folder,
      ],
      // Nothing in the cache, and nobody at the registry's address.
      env: { DENO_DIR: join(folder, "deno"), NPM_CONFIG_REGISTRY: "http://127.0.0.1:9" },
      stderr: "null",
    }).output();
    const line = new TextDecoder().decode(stdout);
    assertStringIncludes(line, "its process ended with code 1: ");
    assertStringIncludes(line, "@huggingface/transformers");
    assertEquals(line.trim().split("\n").length, 1);
  }));
