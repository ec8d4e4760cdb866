import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Corpus } from "../core/corpus.ts";
import { sha256 } from "../core/sha256.ts";
import { corpusSha256 } from "./corpus_sha256.ts";
import { ingest } from "./ingest.ts";
import type { IngestOptions } from "./ingest_options.ts";
import { withFile } from "./_with_file.ts";

/** Ingests a file of that name and content. */
function read(
  name: string,
  content: string | Uint8Array,
  options?: IngestOptions,
): Promise<Corpus> {
  return withFile(name, content, (path) => ingest(path, options));
}

/** (user, domain/item, time) of every event, as text. */
function events({ users, catalogue, interactions }: Corpus): string[] {
  return users.flatMap((user, u) => {
    const rows: string[] = [];
    for (let row = interactions.offsets[u]; row < interactions.offsets[u + 1]; row++) {
      const item = interactions.item[row], domain = catalogue.domains[catalogue.domain[item]];
      rows.push(`${user} ${domain}/${catalogue.rawId[item]} ${interactions.time[row]}`);
    }
    return rows;
  });
}

const THREE = "user_id,item_id,timestamp\n";

Deno.test("ingest() puts events in the order of user, time and item", async () => {
  const corpus = await read("log.csv", `${THREE}b,y,3\na,z,2\nb,x,3\nb,z,1\n`);
  assertEquals(events(corpus), ["a items/z 2", "b items/z 1", "b items/x 3", "b items/y 3"]);
  assertEquals(corpus.id, "log");
  assertEquals(corpus.interactions.length, 4);
  assertEquals(corpus.interactions.offsets, Uint32Array.of(0, 1, 4));
  assertEquals(corpus.interactions.item, Uint32Array.of(2, 2, 0, 1));
  assertEquals(corpus.catalogue.identity, Uint32Array.of(0, 1, 2));
  assert(!("rating" in corpus.interactions) && !("text" in corpus.catalogue));
});

Deno.test("ingest() hashes the file as it lies on disk", async () => {
  const plain = new TextEncoder().encode(`${THREE}a,x,1\n`),
    packed = new Uint8Array(gzipSync(plain));
  assertEquals((await read("a.csv", plain)).sha256, sha256(plain));
  assertEquals((await read("a.csv.gz", packed)).sha256, sha256(packed));
});

Deno.test("ingest() orders ids by UTF-8 bytes, not by UTF-16 units", async () => {
  const ids = [
    "10",
    "9",
    "B",
    "a",
    "a ",
    "aa",
    "zzzzzzzzzzzzza",
    "zzzzzzzzzzzzzé",
    "é",
    "\uffee",
    "😀",
  ];
  const rows = ids.toReversed().map((id) => `${id},${id},1\n`).join("");
  const corpus = await read("a.csv", THREE + rows);
  assertEquals(corpus.users, ids);
  assertEquals(corpus.catalogue.rawId, ids);
});

Deno.test("ingest() orders items by domain, then raw id", async () => {
  const corpus = await read(
    "a.csv",
    "user_id,item_id,domain,timestamp\nu,b,toys,1\nu,a,toys,2\nu,b,books,3\nu,c,books,4\n",
  );
  const { catalogue } = corpus;
  assertEquals(catalogue.domains, ["books", "toys"]);
  assertEquals(catalogue.rawId, ["b", "c", "a", "b"]);
  assertEquals(catalogue.offsets, Uint32Array.of(0, 2, 4));
  assertEquals(catalogue.domain, Uint8Array.of(0, 0, 1, 1));
  assertEquals(catalogue.identity, Uint32Array.of(0, 1, 2, 3));
});

Deno.test("ingest() gives equal raw ids of several domains one identity only if they are shared", async () => {
  const rows =
    "user_id,item_id,domain,timestamp\nu,b,toys,1\nu,a,toys,2\nu,b,books,3\nu,c,books,4\n";
  const { catalogue } = await read("a.csv", rows, { sharedItems: true });
  assertEquals(catalogue.rawId, ["b", "c", "a", "b"]);
  assertEquals(catalogue.identity, Uint32Array.of(1, 2, 0, 1));
});

Deno.test("ingest() drops and counts exact duplicates, and keeps the highest rating", async () => {
  const rows = ["u,a,d,5,2", "u,a,d,5.0,4", "u,a,d,5,3", "u,a,e,5,1", "u,a,d,6,1", "v,a,d,5,1"];
  for (const order of [rows, rows.toReversed()]) {
    const corpus = await read(
      "a.csv",
      "user_id,item_id,domain,timestamp,rating\n" + order.join("\n"),
    );
    assertEquals(corpus.duplicates, 2);
    assertEquals(events(corpus), ["u d/a 5", "u e/a 5", "u d/a 6", "v d/a 5"]);
    assertEquals(corpus.interactions.rating, Float32Array.of(4, 1, 1, 1));
  }
});

Deno.test("ingest() takes the smallest non-empty text and category of an item", async () => {
  const rows = [
    "u,a,1,zebra,",
    "u,a,2,,toy",
    "u,a,3,apple,",
    "u,b,4,,",
    "u,c,5,one,toy",
    'u,c,6,"o,""n""e",car',
  ];
  for (const order of [rows, rows.toReversed()]) {
    const { catalogue } = await read(
      "a.csv",
      "user_id,item_id,timestamp,text,category\n" + order.join("\n"),
    );
    assertEquals(catalogue.text, ["apple", "", 'o,"n"e']);
    assertEquals(catalogue.categories, ["", "car", "toy"]);
    assertEquals(catalogue.category, Uint32Array.of(2, 0, 1));
  }
});

Deno.test("ingest() reads quotes, line breaks in quotes, CR LF, a BOM and a header with spaces", async () => {
  const same = await read("a.csv", `${THREE}"a,""b""\nc",x,1\nd,y,2\n`);
  assertEquals(same.users, ['a,"b"\nc', "d"]);
  const odd = await read("a.csv", '\ufeff user_id ,"item_id", timestamp\r\nd,y,2\r\n\r\ne,y, 3 ');
  assertEquals(events(odd), ["d items/y 2", "e items/y 3"]);
  const spaces = await read("a.csv", `${THREE} a,x ,1\na,x,1\n`);
  assertEquals(spaces.users, [" a", "a"]);
  assertEquals(spaces.catalogue.rawId, ["x", "x "]);
});

Deno.test("ingest() takes times as any number text and leaves their unit alone", async () => {
  const corpus = await read(
    "a.csv",
    `${THREE}u,a,881250949.0\nu,b,1e3\nu,c,0.5\nu,d,1700000000000\n`,
  );
  assertEquals(corpus.interactions.time, Float64Array.of(0.5, 1000, 881250949, 1700000000000));
});

Deno.test("ingest() gives -0 and 0 one sign", async () => {
  const corpus = await read("a.csv", "user_id,item_id,timestamp,rating\nu,a,-0,-0\nu,a,0,0\n");
  assertEquals([...corpus.interactions.time, ...corpus.interactions.rating ?? []], [0, 0]);
  assert(Object.is(corpus.interactions.time[0], 0));
});

Deno.test("ingest() keeps ids as they are written, NULL and 007 too", async () => {
  const corpus = await read("a.csv", `${THREE}NULL,007,1\nnan,7,2\n1.0,inf,3\n`);
  assertEquals(corpus.users, ["1.0", "NULL", "nan"]);
  assertEquals(corpus.catalogue.rawId, ["007", "7", "inf"]);
});

Deno.test("ingest() reads the same from .csv, .tsv, .inter and .jsonl, plain and gzipped", async () => {
  const table = [["u", "a", "5", "2.5"], ["v", "b,c", "6.5", "1"], ["u", "é", "4", "3"]];
  const delimited = (header: string[], by: string) =>
    [header, ...table].map((row) =>
      row.map((each) => each.includes(by) ? `"${each}"` : each).join(by)
    )
      .join("\n");
  const header = ["user_id", "item_id", "timestamp", "rating"];
  const typed = ["user_id:token", "item_id:token", "timestamp:float", "rating:float"];
  const json = table.map(([user_id, item_id, timestamp, rating]) =>
    JSON.stringify({ rating: Number(rating), user_id, item_id, timestamp: Number(timestamp) })
  ).join("\n");
  const hashes = [];
  for (
    const [name, content] of [
      ["a.csv", delimited(header, ",")],
      ["a.tsv", delimited(header, "\t")],
      ["a.inter", delimited(typed, "\t")],
      ["a.jsonl", json],
    ]
  ) {
    hashes.push(corpusSha256(await read(name, content)));
    hashes.push(corpusSha256(await read(`${name}.gz`, new Uint8Array(gzipSync(content)))));
    hashes.push(corpusSha256(await read(name.toUpperCase(), content)));
  }
  assertEquals(new Set(hashes).size, 1);
});

Deno.test("ingest() reads Parquet, plain and gzipped, with numbers for ids", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "a.parquet");
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `copy (select 12 as user_id, 'x' as item_id, 881250949::double as timestamp, 0.1::float as rating
         union all select 7, 'y', 5, 2) to '${path}' (format parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    const plain = await ingest(path);
    assertEquals(events(plain), ["12 items/x 881250949", "7 items/y 5"]);
    assertEquals(plain.interactions.rating, Float32Array.of(0.1, 2));
    await Deno.writeFile(`${path}.gz`, gzipSync(await Deno.readFile(path)));
    assertEquals(corpusSha256(await ingest(`${path}.gz`)), corpusSha256(plain));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("ingest() maps columns, and leaves those alone that nobody named", async () => {
  const corpus = await read("a.csv", "who,timestamp,what,when,shop\nu,never,a,5,s\n", {
    columns: {
      user_id: "who",
      item_id: "what",
      timestamp: "when",
      domain: "shop",
      category: "shop",
    },
    id: "mine",
  });
  assertEquals(events(corpus), ["u s/a 5"]);
  assertEquals(corpus.catalogue.categories, ["s"]);
  assertEquals(corpus.id, "mine");
});

Deno.test("ingest() has an optional JSONL column if any line has it, wherever that stands", async () => {
  const lines = [
    '{"user_id":"u","item_id":"a","timestamp":1,"rating":null}',
    '{"item_id":"b","user_id":"u","timestamp":2,"text":"b\\u00e9\\n","category":null}',
    "",
  ];
  for (const order of [lines, lines.toReversed()]) {
    const corpus = await read("a.jsonl", order.join("\r\n"));
    assertEquals(corpus.catalogue.text, ["", "bé\n"]);
    assert(!("rating" in corpus.interactions) && !("category" in corpus.catalogue));
  }
});

Deno.test("ingest() reads a path with spaces, quotes and pattern characters literally", async () => {
  await read("a'b [1]*.csv", `${THREE}u,a,1\n`);
  await read("a's {x}?.jsonl", '{"user_id":"u","item_id":"a","timestamp":1}');
});

Deno.test("ingest() leaves no file behind", async () => {
  const folder = await Deno.makeTempDir(), files = await Deno.makeTempDir();
  try {
    const [good, bad] = ["u,a,1", "u,a,x"].map((line, at) => {
      const file = join(files, `${at}.csv.gz`);
      Deno.writeFileSync(file, new Uint8Array(gzipSync(`${THREE}${line}\n`)));
      return file;
    });
    // A process of its own: the folder for temporary files is one for all threads of this one.
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        `const { ingest } = await import(${JSON.stringify(import.meta.resolve("./ingest.ts"))});
        await ingest(${JSON.stringify(good)});
        console.log(await ingest(${JSON.stringify(bad)}).catch(() => "refused"));`,
      ],
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: { TMPDIR: folder },
    }).output();
    const [said, wrong] = [stdout, stderr].map((each) => new TextDecoder().decode(each));
    assertEquals({ code, said }, { code: 0, said: "refused\n" }, wrong);
    assertEquals([...Deno.readDirSync(folder)], []);
  } finally {
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(files, { recursive: true });
  }
});
