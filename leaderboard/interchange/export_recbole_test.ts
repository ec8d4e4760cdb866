import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path";
import type { Corpus } from "../../core/corpus.ts";
import { corpusSha256 } from "../../datasets/corpus_sha256.ts";
import { ingest } from "../../datasets/ingest.ts";
import { loadDataset } from "../../datasets/registry.ts";
import { exportRecbole } from "./export_recbole.ts";

/** What is read back of each log of an export. */
async function readBack(corpus: Corpus): Promise<Map<string, Corpus>> {
  const folder = await Deno.makeTempDir(), read = new Map<string, Corpus>();
  try {
    for (const { path, text } of exportRecbole(corpus)) {
      await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
      await Deno.writeTextFile(join(folder, path), [...text].join(""));
      if (path.endsWith(".inter")) read.set(path, await ingest(join(folder, path)));
    }
    return read;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function corpusOf(rows: readonly object[], id = "log"): Promise<Corpus> {
  const folder = await Deno.makeTempDir(), path = join(folder, "log.jsonl");
  try {
    await Deno.writeTextFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    return await ingest(path, { id });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("an exported log is read back as the same corpus, a domain's as that domain", async () => {
  const made = await loadDataset("tundra-tiny"), first = await readBack(made);
  const corpus = first.get("tundra-tiny/tundra-tiny.inter");
  assert(corpus !== undefined);
  // What was made knows items without an event, too, which no log can tell of.
  const { item, ...columns } = made.interactions, { domain } = made.catalogue;
  assertEquals(corpus.users, made.users);
  assertEquals({ ...corpus.interactions, item: undefined }, { ...columns, item: undefined });
  assertEquals(told(corpus), told(made));

  const read = await readBack(corpus), again = read.get("tundra-tiny/tundra-tiny.inter");
  assert(again !== undefined);
  assertEquals(corpusSha256(again), corpusSha256(corpus));
  assertEquals(again.sha256, corpus.sha256, "other bytes of the same corpus");
  assertEquals(read.size, 1 + made.catalogue.domains.length);
  made.catalogue.domains.forEach((name, d) => {
    const part = first.get(`tundra-tiny-${name}/tundra-tiny-${name}.inter`);
    const isIn = (_: unknown, row: number) => domain[item[row]] === d;
    assertEquals(part?.interactions.time, made.interactions.time.filter(isIn));
    assertEquals(part?.interactions.rating, made.interactions.rating?.filter(isIn));
    assertEquals(
      part && told(part).map(({ id }) => id),
      told(made).filter(isIn).map(({ id }) => id),
    );
  });
});

/** The item of each event, by what the data calls it. */
function told({ catalogue, interactions }: Corpus): Record<string, string | undefined>[] {
  const { rawId, domain, domains, text, category, categories } = catalogue;
  return Array.from(interactions.item, (item) => ({
    id: rawId[item],
    domain: domains[domain[item]],
    text: text?.[item],
    category: category && categories?.[category[item]],
  }));
}

Deno.test("ids, texts and numbers of any kind come back", async () => {
  const strange = ["a\tb", 'say "so"', '"', "two\nlines", "a\rb", "\r\n", " ", "x\ufeff", "é,ø"];
  const rows = strange.flatMap((id, i) => [
    { user_id: id, item_id: id, timestamp: 0.1 + i, domain: `d ${id}`, rating: -0.1, text: "" },
    {
      user_id: "NA",
      item_id: id,
      timestamp: 1e21,
      domain: "b",
      rating: 3e-9,
      text: id,
      category: id,
    },
    { user_id: "1e3", item_id: "01", timestamp: 1700000000.25, domain: "b", rating: 1 / 3 },
  ]);
  const corpus = await corpusOf(rows), read = await readBack(corpus);
  const whole = read.get("log/log.inter");
  assertEquals(whole?.users, corpus.users);
  assertEquals(whole?.catalogue, corpus.catalogue);
  assertEquals(whole?.interactions, corpus.interactions);
});

Deno.test("exportRecbole() has one log where nothing needs two, and quotes names in paths", async () => {
  const event = { user_id: "u", item_id: "i", timestamp: 5 };
  const paths = async (row: object, id?: string) =>
    exportRecbole(await corpusOf([row], id)).map(({ path }) => path);
  assertEquals(await paths(event), ["log/log.inter"]);
  assertEquals(await paths({ ...event, rating: 4 }), ["log/log.inter"]);
  assertEquals(await paths({ ...event, text: "t" }), [
    ...["log/log.inter", "log-items/log-items.inter", "log-items/log-items.item"],
  ]);
  assertEquals(await paths(event, "../a b"), ["%2E.%2Fa%20b/%2E.%2Fa%20b.inter"]);
  const other = { ...event, domain: "CDs/LPs" };
  assertEquals(await paths(other), ["log/log.inter"]);
  const [whole] = (await readBack(await corpusOf([other]))).values();
  assertEquals(whole.catalogue.domains, ["CDs/LPs"]);
});

Deno.test("exportRecbole() types its columns, and has items once in an .item file", async () => {
  const rows = [
    { user_id: "u", item_id: "i", timestamp: 5, rating: 4, text: "a tea", category: "x" },
    { user_id: "v", item_id: "i", timestamp: 6, rating: 2, text: "a tea", category: "x" },
  ];
  const [, log, items] = exportRecbole(await corpusOf(rows)).map(({ text }) => [...text].join(""));
  assertEquals(
    log,
    "user_id:token\titem_id:token\trating:float\ttimestamp:float\nu\ti\t4\t5\nv\ti\t2\t6\n",
  );
  assertEquals(items, "item_id:token\ttext:token_seq\tcategory:token\ni\ta tea\tx\n");
});
