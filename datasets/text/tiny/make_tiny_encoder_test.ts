import { assert, assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../../../core/sha256.ts";
import { checkTundraConfig } from "../../synthetic/check_tundra_config.ts";
import { generateTundra } from "../../synthetic/generate_tundra.ts";
import study from "../../tundra-study/dataset.json" with { type: "json" };
import { embedTexts } from "../embed_texts.ts";
import { tinyTextModel } from "../tiny_text_model.ts";
import { makeTinyEncoder } from "./make_tiny_encoder.ts";

const MODEL = tinyTextModel();
const FOLDER = fileURLToPath(new URL(join("..", "models", MODEL.id), import.meta.url));

/** Vectors of the tiny encoder, one a text. */
async function embed(texts: readonly string[]): Promise<Float32Array[]> {
  const cache = await Deno.makeTempDir();
  try {
    const { vectors, size } = await embedTexts(texts, { model: MODEL, cache, hub: null });
    return texts.map((_, i) => vectors.subarray(i * size, (i + 1) * size));
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, each, k) => sum + each * b[k], 0);
}

/** Of items in the second language, the share whose nearest in the first is of their cluster. */
async function meeting(seed: number): Promise<number> {
  const config = { ...checkTundraConfig(study.config), users: 20, seed };
  const { corpus, truth: { items } } = generateTundra(config);
  const vectors = await embed(corpus.catalogue.text ?? []);
  const all = vectors.map((_, item) => item);
  const first = all.filter((item) => items.secondLanguage[item] === 0);
  const second = all.filter((item) => items.secondLanguage[item] === 1).slice(0, 300);
  const hits = second.filter((item) => {
    const near = first.map((other) => cosine(vectors[item], vectors[other]));
    const best = first[near.indexOf(Math.max(...near))];
    return items.cluster[best] === items.cluster[item];
  });
  return hits.length / second.length;
}

Deno.test("the tiny encoder's files are those that its pins name, and small", async () => {
  let size = 0;
  for (const [path, pinned] of Object.entries(MODEL.files)) {
    const bytes = await Deno.readFile(join(FOLDER, path));
    assertEquals(sha256(bytes), pinned, path);
    size += bytes.length;
  }
  assert(size < 1_000_000, `${size} bytes`);
});

Deno.test("makeTinyEncoder() makes the files that ship, byte for byte", async () => {
  assertEquals((await makeTinyEncoder()).model, MODEL);
});

Deno.test("the tiny encoder puts two languages of one tundra cluster together", async () => {
  // 16 clusters: chance is 0.06. The items of the preset are not those that it learned from.
  const known = await meeting(study.config.seed);
  assert(known > 0.95, `${known}`);
});

Deno.test("the tiny encoder does not know the languages of another tundra world", async () => {
  // This is what it cannot do, and why a study across languages must use a world that it knows.
  const unknown = await meeting(12345);
  assert(unknown < 0.2, `${unknown}`);
});

Deno.test("the tiny encoder puts generic words of one subject nearer than others", async () => {
  const pairs = [
    ["horror ghosts", "vampire blood", "cotton shirts"],
    ["guitar and drums", "a concert of the band", "pasta sauce"],
    ["soldiers in battle", "army tanks", "wedding kiss"],
    ["robots in space", "alien planet", "running shoes"],
    ["Children's animation", "cartoon for the family", "murder detective"],
    ["bread and cheese", "coffee, tea, chocolate", "sheriff and outlaws"],
  ];
  const vectors = await embed(pairs.flat());
  pairs.forEach(([text], i) => {
    const [a, near, far] = vectors.slice(3 * i);
    assert(
      cosine(a, near) > cosine(a, far) + 0.2,
      `${text}: ${cosine(a, near)}, ${cosine(a, far)}`,
    );
  });
});

Deno.test("the tiny encoder tells unknown words apart, in any script", async () => {
  const texts = [
    "Trainspotting",
    "Se7en",
    "Il Postino",
    "1995",
    "1996",
    "Ὀδύσσεια",
    "罗生门",
    "七人の侍",
  ];
  const vectors = await embed(texts);
  vectors.forEach((a, i) =>
    vectors.slice(i + 1).forEach((b) => assert(cosine(a, b) < 0.9, `${texts[i]}: ${cosine(a, b)}`))
  );
  // What shares parts is nearer.
  const [one, two, other] = await embed(["trainspotting", "trainspotters", "Kolya"]);
  assert(cosine(one, two) > cosine(one, other) + 0.2);
});

const ITEMS = fileURLToPath(
  new URL("../../../../shared/data/ml-100k/ml-100k.item", import.meta.url),
);

Deno.test({
  name: "the tiny encoder tells the films of ml-100k apart (skipped where it is not there)",
  ignore: !existsSync(ITEMS),
  fn: async () => {
    const rows = (await Deno.readTextFile(ITEMS)).trim().split("\n").slice(1);
    const texts = [...new Set(rows.map((row) => row.split("\t").slice(1).join(" ")))];
    const vectors = await embed(texts);
    assertEquals(new Set(vectors.map((vector) => vector.join())).size, texts.length);
  },
});
