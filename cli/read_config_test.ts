import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { readConfig } from "./read_config.ts";

/** Has a file with a text read, and its path put as FILE in what is thrown. */
async function read(text: string): Promise<Record<string, Record<string, unknown>>> {
  const folder = await Deno.makeTempDir(), path = join(folder, "config.json");
  try {
    await Deno.writeTextFile(path, text);
    return await readConfig(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message.replace(path, "FILE"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function refusal(text: string): Promise<string> {
  return (await assertRejects(() => read(text), UserError)).message;
}

Deno.test("readConfig() reads config values by method", async () => {
  assertEquals(await read('{"markov": {"alpha": 2}, "item_knn": {}}'), {
    markov: { alpha: 2 },
    item_knn: {},
  });
});

Deno.test("readConfig() gives none without a file", async () => {
  assertEquals(await readConfig(undefined), {});
});

Deno.test("readConfig() refuses a file that is not there", async () => {
  const error = await assertRejects(() => readConfig("no/such/config.json"), UserError);
  assertEquals(
    error.message,
    'Cannot read config "no/such/config.json": no such file, expected a JSON file',
  );
});

for (const text of ["", '{"markov": {"alpha": 2}']) {
  Deno.test(`readConfig() refuses ${text ? "cut" : "no"} JSON`, async () => {
    const told = /^Cannot read config "FILE": .*JSON.*, expected JSON$/;
    assertEquals(told.test(await refusal(text)), true);
  });
}

for (const text of ["[]", "null", "3", '"markov"']) {
  Deno.test(`readConfig() refuses ${text} in place of an object`, async () => {
    assertEquals(
      await refusal(text),
      'Cannot read config "FILE": no object, expected {"<method>": {"<key>": <value>}}',
    );
  });
}

for (const values of ["2", "null", "[2]"]) {
  Deno.test(`readConfig() refuses ${values} as the values of a method`, async () => {
    assertEquals(
      await refusal(`{"item_knn": {}, "markov": ${values}}`),
      'Cannot read config "FILE": "markov" is no object, expected {"<method>": {"<key>": <value>}}',
    );
  });
}
