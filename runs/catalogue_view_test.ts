import { assert, assertEquals, assertThrows } from "@std/assert";
import { loadDataset } from "../datasets/registry.ts";
import { chooseArms } from "../protocols/choose_arms.ts";
import { freeze } from "../protocols/freeze.ts";
import { loadProtocol } from "../protocols/load_protocol.ts";
import { restrictTask } from "../protocols/restrict_task.ts";
import type { Task } from "../protocols/task.ts";
import { catalogueView } from "./catalogue_view.ts";
import type { ItemTexts } from "./item_texts.ts";
import { shuffle } from "./shuffle.ts";

const corpus = await loadDataset("tundra-tiny");
const whole = freeze(corpus, await loadProtocol("leave-one-out-99@1"));

/** Vectors of two numbers that tell a text from all others: its row and its length. */
function telling(texts: readonly string[]): ItemTexts {
  const different = [...new Set(texts)];
  const model = { id: "a/b", revision: "1", dtype: "fp32", maxTokens: 8, files: {} };
  return {
    about: { model, size: 2, sha256: "0".repeat(64) },
    rows: new Map(different.map((text, row) => [text, row])),
    vectors: Float32Array.from(different.flatMap((text, row) => [row, text.length])),
  };
}

const texts = telling(corpus.catalogue.text ?? []);

/** The view's vectors, held against the texts of the items that stand there. */
function assertOwn(task: Task, seed: number, domains?: number): void {
  const map = shuffle(task, seed), { text = [] } = task.corpus.catalogue;
  const { items, itemText, itemTextSize } = catalogueView(task, map, { domains, texts });
  assertEquals([itemTextSize, itemText?.length], [2, 2 * items]);
  for (let item = 0; item < items; item++) {
    const own = text[map.canonicalItem[item]];
    assertEquals(
      [...itemText?.subarray(2 * item, 2 * item + 2) ?? []],
      [texts.rows.get(own), own.length],
    );
  }
}

Deno.test("catalogueView() puts each text's vector beside its item, shuffled as it is", () => {
  assert(texts.rows.size > 100);
  assertOwn(whole, 1);
  assertOwn(whole, 2);
});

Deno.test("catalogueView() does so on parts of a task, of which an item has another index", () => {
  for (const domains of [[1], [2], [0, 2]]) assertOwn(restrictTask(whole, domains), 3);
});

Deno.test("catalogueView() shows no text of a domain that is not known yet", async () => {
  const { domains: names } = corpus.catalogue;
  const [arm] = await chooseArms("user-split-zero-shot@1/books", names), task = freeze(corpus, arm);
  const { adaptation } = task, { offsets } = task.corpus.catalogue;
  assert(adaptation);
  assertOwn(task, 4, adaptation.domain);
  assertOwn(task, 4);
  const shown = { domains: adaptation.domain, texts };
  const { itemText } = catalogueView(task, shuffle(task, 4), shown);
  assertEquals(itemText?.length, 2 * offsets[adaptation.domain]);
});

Deno.test("catalogueView() has no text where none is given, not even an empty column", () => {
  const view = catalogueView(whole, shuffle(whole, 1));
  assertEquals(["itemText" in view, view.itemTextSize], [false, 0]);
});

Deno.test("catalogueView() refuses vectors of other texts", () => {
  assertThrows(
    () => catalogueView(whole, shuffle(whole, 1), { texts: telling(["another"]) }),
    TypeError,
    'Cannot show the texts of "tundra-tiny": one without a vector, expected none',
  );
});
