import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sha256 } from "../core/sha256.ts";
import { UserError } from "../core/user_error.ts";
import { corpusSha256 } from "./corpus_sha256.ts";
import { listDatasets, loadDataset, type RegistryOptions } from "./registry.ts";
import { checkTundraConfig } from "./synthetic/check_tundra_config.ts";
import { generateTundra } from "./synthetic/generate_tundra.ts";
import preset from "./tundra-tiny/dataset.json" with { type: "json" };

const CSV = "who,item_id,timestamp\nu,a,1\nu,b,2\n";
const FILE = {
  kind: "file",
  title: "Two events",
  path: "two.csv",
  sha256: sha256(CSV),
  columns: { user_id: "who" },
  licence: "CC0",
  citation: "none",
};

/** Runs `use` with a registry of one dataset "two" with that entry, and its file. */
async function withRegistry(
  entry: object | string,
  use: (options: Required<RegistryOptions>) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "two"));
    await Deno.mkdir(join(folder, "no-dataset"));
    await Deno.writeTextFile(join(folder, "two", "two.csv"), CSV);
    await Deno.writeTextFile(
      join(folder, "two", "dataset.json"),
      typeof entry === "string" ? entry : JSON.stringify(entry),
    );
    await use({ folder, cache: join(folder, "cache") });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, UserError)).message;
}

Deno.test("listDatasets() lists the folders with a dataset.json, by id", async () => {
  await withRegistry(FILE, async (options) => {
    await Deno.mkdir(join(options.folder, "a"));
    await Deno.copyFile(
      join(options.folder, "two", "dataset.json"),
      join(options.folder, "a", "dataset.json"),
    );
    assertEquals((await listDatasets(options)).map(({ id }) => id), ["a", "two"]);
  });
});

Deno.test("loadDataset() reads a file with the columns of its entry", async () => {
  await withRegistry(FILE, async (options) => {
    const corpus = await loadDataset("two", options);
    assertEquals(corpus.id, "two");
    assertEquals(corpus.sha256, FILE.sha256);
    assertEquals(corpus.catalogue.rawId, ["a", "b"]);
  });
});

Deno.test("loadDataset() refuses a file with other bytes before it reads it", async () => {
  await withRegistry(FILE, async (options) => {
    await Deno.writeTextFile(join(options.folder, "two", "two.csv"), "other");
    assertEquals(
      await refusal(loadDataset("two", options)),
      `Cannot load dataset "two": its SHA-256 is ${sha256("other")}, expected ${FILE.sha256}`,
    );
    await Deno.remove(join(options.folder, "two", "two.csv"));
    assertEquals(
      await refusal(loadDataset("two", options)),
      `Cannot load dataset "two": no readable file "${
        join(options.folder, "two", "two.csv")
      }", expected its data`,
    );
  });
});

Deno.test("loadDataset() fetches a URL once, and only what the hash says", async () => {
  const { path: _, ...entry } = FILE;
  await withRegistry(FILE, async (options) => {
    const origin = join(options.folder, "two", "two.csv");
    const url = pathToFileURL(origin).href;
    const json = join(options.folder, "two", "dataset.json");
    await Deno.writeTextFile(json, JSON.stringify({ ...entry, url }));
    await Deno.writeTextFile(origin, "other");
    assertEquals(
      await refusal(loadDataset("two", options)),
      `Cannot fetch dataset "two" from "${url}": a file with SHA-256 ${
        sha256("other")
      }, expected ${FILE.sha256}`,
    );
    await Deno.writeTextFile(origin, CSV);
    assertEquals((await loadDataset("two", options)).users, ["u"]);
    await Deno.remove(origin);
    assertEquals((await loadDataset("two", options)).users, ["u"]);
    const kept = [...Deno.readDirSync(join(options.cache, FILE.sha256))].map(({ name }) => name);
    assertEquals(kept, ["two.csv"]);
  });
});

Deno.test("loadDataset() tells near names of an unknown id", async () => {
  assertStringIncludes(
    await refusal(loadDataset("tundra-tinny")),
    'Cannot find dataset "tundra-tinny": no such id and no such file, expected one like "tundra-tiny"',
  );
  await withRegistry(FILE, async (options) => {
    assertEquals(
      await refusal(loadDataset("amazon", options)),
      'Cannot find dataset "amazon": no such id and no such file, expected one of "two"',
    );
  });
});

Deno.test("loadDataset() generates a synthetic dataset and checks it", async () => {
  const { corpus: { sha256 } } = generateTundra(checkTundraConfig(preset.config));
  await withRegistry({ ...preset, sha256 }, async (options) => {
    const corpus = await loadDataset("two", options);
    assertEquals(corpus.id, "two");
    assertEquals(corpus.sha256, sha256);
    assertEquals(corpusSha256(corpus), sha256);
  });
  const wrong = "0".repeat(64);
  await withRegistry({ ...preset, sha256: wrong }, async (options) => {
    assertEquals(
      await refusal(loadDataset("two", options)),
      `Cannot load dataset "two": its SHA-256 is ${sha256}, expected ${wrong}`,
    );
  });
});

const WRONG: readonly [entry: object | string, says: string][] = [
  ["[1]", "no JSON object, expected one"],
  [{ ...FILE, kind: "magic" }, '"kind" is "magic", expected "synthetic" or "file"'],
  [{ ...FILE, title: undefined }, '"title" is missing, expected text'],
  [{ ...FILE, sha256: "abc" }, '"sha256" is "abc", expected 64 hexadecimal digits'],
  [
    { ...FILE, url: "https://example.org/two.csv" },
    'both or neither of "path" and "url", expected one of them',
  ],
  [
    { ...FILE, generator: "tundra" },
    'unknown field "generator", expected kind, title, path, url, sha256, columns, sharedItems, ' +
    "licence, citation",
  ],
  [
    { kind: "synthetic", generator: "taiga", title: "x", config: {}, sha256: FILE.sha256 },
    '"generator" is "taiga", expected "tundra"',
  ],
];

for (const [entry, says] of WRONG) {
  Deno.test(`listDatasets() refuses a dataset.json with ${says}`, async () => {
    await withRegistry(entry, async (options) => {
      assertEquals(
        await refusal(listDatasets(options)),
        `Cannot read "two/dataset.json": ${says}`,
      );
    });
  });
}
