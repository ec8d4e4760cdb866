import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { loadDataset } from "../datasets/registry.ts";
import type { EmbedProgress } from "../datasets/text/embed_options.ts";
import { tinyTextModel } from "../datasets/text/tiny_text_model.ts";
import { recordKey } from "../leaderboard/schema/record_key.ts";
import { corpusOfRows } from "../tests/fixtures/corpus_of_rows.ts";
import { embedItems } from "./embed_items.ts";

const { signal } = new AbortController();
const rows = ["a", "b", "c", "d"].map((item, time) => ({ user: "u", item, time }));
const bare = corpusOfRows(rows, "letters");
const text = ["a love story", "", "tanks of the army", "a love story"];
const corpus = { ...bare, catalogue: { ...bare.catalogue, text } };

async function withCache(test: (cache: string) => Promise<void>): Promise<void> {
  const cache = await Deno.makeTempDir();
  try {
    await test(cache);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
}

Deno.test("embedItems() gives a row per different text, and the same from the cache", () =>
  withCache(async (cache) => {
    const options = { model: tinyTextModel(), cache, hub: null, signal };
    const one = await embedItems(corpus, options);
    assertEquals([...one.rows], [["a love story", 0], ["", 1], ["tanks of the army", 2]]);
    const { about: { size, model, sha256 }, vectors } = one;
    assertEquals([size, model, vectors.length], [32, tinyTextModel(), 3 * 32]);
    const lengths = [0, 1, 2].map((row) =>
      Math.round(1e5 * Math.hypot(...vectors.subarray(row * size, (row + 1) * size)))
    );
    assertEquals(lengths, [1e5, 0, 1e5]);

    const told: EmbedProgress[] = [];
    const two = await embedItems(corpus, { ...options, progress: (step) => told.push(step) });
    assertEquals(told, [{ stage: "embed", done: 2, of: 2 }]);
    assertEquals(two, one);

    // What stands in a key: the encoder's settings and the vectors.
    const catalogue = { ...corpus.catalogue, text: [...text.slice(0, 3), "a war"] };
    const other = (await embedItems({ ...corpus, catalogue }, options)).about;
    assertNotEquals(other.sha256, sha256);
    assertEquals({ ...other, sha256 }, one.about);
    const short = { ...tinyTextModel(), maxTokens: 3 };
    const cut = (await embedItems(corpus, { ...options, model: short })).about;
    assertNotEquals(cut.sha256, sha256);
    const inputs = {
      ...{ fingerprint: "f", method: "m", closure: "c", config: {}, seed: 1, device: "cpu" },
      ...{ kernels: "stock", deno: "2.9.6", inProcess: false },
    };
    const keys = [undefined, one.about, other, cut].map((text) =>
      recordKey({ ...inputs, ...(text && { text }) })
    );
    assertEquals(new Set(keys).size, 4);
  }));

Deno.test("embedItems() takes the tiny encoder for synthetic data", () =>
  withCache(async (cache) => {
    const { about } = await embedItems(await loadDataset("tundra-tiny"), {
      ...{ cache, hub: null, signal },
    });
    assertEquals(about.model, tinyTextModel());
  }));

Deno.test("embedItems() names the tiny encoder where the default cannot be had, and only there", () =>
  withCache(async (cache) => {
    const hinted = await assertRejects(
      () => embedItems(corpus, { cache, hub: null, signal }),
      UserError,
    );
    const { message } = hinted;
    assertEquals(
      /^Cannot find [^\n]*multilingual[^\n]*, expected [^\n]*$/.test(message),
      true,
      message,
    );
    assertEquals(message.endsWith(", or --text-model tiny"), true, message);

    const model = { ...tinyTextModel(), id: "nobody/nothing" };
    const plain = await assertRejects(
      () => embedItems(corpus, { model, models: join(cache, "mine"), cache, hub: null, signal }),
      UserError,
      'Cannot find text model "nobody/nothing"',
    );
    assertEquals(plain.message.includes("--text-model"), false);
  }));

Deno.test("embedItems() that is told to stop says so, and a corpus without text is our own mistake", () =>
  withCache(async (cache) => {
    const options = { model: tinyTextModel(), cache, hub: null };
    await assertRejects(
      () => embedItems(corpus, { ...options, signal: AbortSignal.abort() }),
      UserError,
      'Cannot embed the texts of "letters": the host was told to stop, expected to go on',
    );
    await assertRejects(
      () => embedItems(bare, { ...options, signal }),
      TypeError,
      'Cannot embed the texts of "letters": it has none, expected some',
    );
  }));
