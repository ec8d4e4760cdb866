import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { multilingualTextModel } from "../datasets/text/multilingual_text_model.ts";
import { tinyTextModel } from "../datasets/text/tiny_text_model.ts";
import { readTextModel } from "./read_text_model.ts";
import { readTextOptions } from "./read_text_options.ts";

const folder = await Deno.makeTempDir();
const file = join(folder, "model.json");

Deno.test("readTextModel() gives the models of the names, and that of a file", async () => {
  assertEquals(await readTextModel("tiny"), tinyTextModel());
  assertEquals(await readTextModel("multilingual"), multilingualTextModel());
  const model = { id: "a/b", revision: "1", dtype: "fp32" as const, maxTokens: 9, files: {} };
  await Deno.writeTextFile(file, JSON.stringify(model));
  assertEquals(await readTextModel(file), model);
});

/** What a file holds, and what is said of it. */
const BAD: Record<string, [content: string, said: string]> = {
  "no JSON": ["{", `Cannot read text model "${file}": `],
  "no object": ["[]", `Cannot read text model "${file}": model is [], expected an object`],
  "a model without an id": ["{}", `Cannot read text model "${file}": id is missing, expected`],
};

for (const [name, [content, said]] of Object.entries(BAD)) {
  Deno.test(`readTextModel() refuses a file with ${name}`, async () => {
    await Deno.writeTextFile(file, content);
    const { message } = await assertRejects(() => readTextModel(file), UserError, said);
    assertEquals([message.includes("\n"), message.includes(", expected ")], [false, true]);
  });
}

Deno.test("readTextModel() refuses a name that is none, and no file", async () => {
  await assertRejects(
    () => readTextModel("multilingal"),
    UserError,
    'Cannot read text model "multilingal": no such file, expected multilingual or a JSON file',
  );
  await assertRejects(
    () => readTextModel("toString"),
    UserError,
    'Cannot read text model "toString": no such file, expected tiny, multilingual or a JSON file',
  );
});

Deno.test("readTextOptions() refuses a folder of models that is none", async () => {
  assertEquals(await readTextOptions({ model: undefined, models: folder }), {
    ...{ model: undefined, models: folder },
  });
  for (const models of [file, join(folder, "nowhere")]) {
    await assertRejects(
      () => readTextOptions({ model: "tiny", models }),
      UserError,
      `Cannot look for text models in "${models}": no such folder, expected one`,
    );
  }
});

Deno.test("read_text_model_test.ts leaves nothing behind", () =>
  Deno.removeSync(folder, { recursive: true }));
