import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { inFolder } from "./_in_folder.ts";
import { refused } from "./_refused.ts";
import { smallModelFiles } from "./_small_model_files.ts";
import { writeFiles } from "./_write_files.ts";
import type { EmbedProgress } from "./embed_options.ts";
import { embedTexts } from "./embed_texts.ts";
import { readLines } from "./read_lines.ts";
import { tinyTextModel } from "./tiny_text_model.ts";

const MODEL = tinyTextModel();
const TEXTS = Array.from({ length: 2000 }, (_, i) => `the ship of day ${i}`);

/** The cache's files, in order. */
async function segments(cache: string): Promise<string[]> {
  const vectors = join(cache, "vectors");
  const [model] = await Array.fromAsync(Deno.readDir(vectors), ({ name }) => join(vectors, name));
  const names = await Array.fromAsync(Deno.readDir(model), ({ name }) => join(model, name));
  return names.filter((name) => name.endsWith(".vectors")).sort();
}

Deno.test("embedTexts() makes a damaged part of its cache again, and only that", () =>
  inFolder(async (cache) => {
    const options = { model: MODEL, cache, hub: null };
    const { vectors } = await embedTexts(TEXTS, options);
    const [flipped, cut, renamed, whole] = await segments(cache);
    assert(whole !== undefined, "expected four segments");

    const bytes = await Deno.readFile(flipped);
    bytes[bytes.length - 3] ^= 1;
    await Deno.writeFile(flipped, bytes);
    const one = await embedTexts(TEXTS, options);
    assertEquals([one.damaged, one.cached + one.embedded], [1, TEXTS.length]);
    assert(one.embedded > 0 && one.embedded <= 512);
    assertEquals(one.vectors, vectors);

    await Deno.truncate(cut, 1000);
    await Deno.rename(renamed, renamed.replace(/[0-9a-f]{4}\.vectors$/, "0000.vectors"));
    await Deno.writeTextFile(`${whole}.7.tmp`, "left by a process that was killed");
    await Deno.writeFile(whole.replace(/[0-9a-f]{4}\.vectors$/, "ffff.vectors"), new Uint8Array(9));
    const three = await embedTexts(TEXTS, options);
    assertEquals(three.damaged, 3);
    assertEquals(three.vectors, vectors);

    const again = await embedTexts(TEXTS, options);
    assertEquals([again.damaged, again.embedded], [0, 0]);
    assertEquals(again.vectors, vectors);
  }));

Deno.test("embedTexts() goes on where it was ended, with the same bytes", () =>
  inFolder(async (cache) => {
    const controller = new AbortController();
    const stop = ({ done }: EmbedProgress) => {
      if (done >= 512) controller.abort();
    };
    await assertRejects(
      () =>
        embedTexts(TEXTS, {
          model: MODEL,
          cache,
          hub: null,
          signal: controller.signal,
          progress: stop,
        }),
      DOMException,
      "aborted",
    );
    const rest = await embedTexts(TEXTS, { model: MODEL, cache, hub: null });
    assertEquals([rest.cached, rest.embedded], [512, TEXTS.length - 512]);
    const whole = await inFolder((folder) =>
      embedTexts(TEXTS, { model: MODEL, cache: folder, hub: null })
    );
    assertEquals(rest.vectors, whole.vectors);
  }));

Deno.test("embedTexts() goes on after its own process was killed", () =>
  inFolder(async (cache) => {
    const script = `
      import { embedTexts } from ${JSON.stringify(import.meta.resolve("./embed_texts.ts"))};
      import { tinyTextModel } from ${JSON.stringify(import.meta.resolve("./tiny_text_model.ts"))};
      const texts = Array.from({ length: 20000 }, (_, i) => "the ship of day " + i);
      await embedTexts(texts, { model: tinyTextModel(), cache: Deno.args[0], hub: null,
        progress: ({ done }) => console.log(done) });`;
    const path = join(cache, "main.ts");
    await Deno.writeTextFile(path, script);
    const config = new URL("../../deno.json", import.meta.url).pathname;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", `--config=${config}`, path, cache],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    for await (const line of readLines(child.stdout)) if (Number(line) >= 1024) break;
    child.kill("SIGKILL");
    await child.status;
    const rest = await embedTexts(TEXTS, { model: MODEL, cache, hub: null });
    assertEquals(rest.damaged, 0);
    // The shortest come first: of the 1,024 that were kept, those of days below 1,000.
    assert(rest.cached >= 1000, `${rest.cached} of the texts were kept`);
  }));

Deno.test("embedTexts() keeps models, revisions and numbers of tokens apart", () =>
  inFolder(async (cache) => {
    const models = ["1", "2"].map((revision) => (
      { id: "tests/small", revision, dtype: "fp32" as const, maxTokens: 8, files: {} }
    ));
    await writeFiles(join(cache, "models", "tests", "small"), smallModelFiles());
    for (const model of [...models, { ...models[0], maxTokens: 3 }]) {
      assertEquals((await embedTexts(["red"], { model, cache, hub: null })).embedded, 1);
    }
    // What is kept needs no model.
    await Deno.remove(join(cache, "models"), { recursive: true });
    const kept = await embedTexts(["red"], { model: models[0], cache, hub: null });
    assertEquals([kept.embedded, kept.cached], [0, 1]);
  }));

Deno.test("embedTexts() refuses to mix vectors of two contents of one folder", () =>
  inFolder(async (cache) => {
    const model = {
      id: "tests/small",
      revision: "1",
      dtype: "fp32",
      maxTokens: 8,
      files: {},
    } as const;
    const folder = join(cache, "models", model.id);
    await writeFiles(folder, smallModelFiles());
    await embedTexts(["red"], { model, cache, hub: null });
    await Deno.writeTextFile(join(folder, "config.json"), '{ "model_type": "bert" }');
    const line = await refused(embedTexts(["red", "blue"], { model, cache, hub: null }));
    assertStringIncludes(line, "as when the others were made, or another revision");
    assertEquals((await embedTexts(["red"], { model, cache, hub: null })).cached, 1);
  }));
