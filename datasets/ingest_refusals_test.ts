import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { UserError } from "../core/user_error.ts";
import { ingest } from "./ingest.ts";
import { refusal } from "./_refusal.ts";
import { withFile } from "./_with_file.ts";

const THREE = "user_id,item_id,timestamp\n";
const GZIPPED = new Uint8Array(gzipSync(THREE + "user,item,12345\n".repeat(99)));

Deno.test("ingest() refuses what is no readable file", async () => {
  const folder = await Deno.makeTempDir();
  const message = async (path: string) =>
    (await assertRejects(() => ingest(path), UserError)).message;
  assertEquals(
    await message(join(folder, "a.csv")),
    `Cannot read "${folder}/a.csv": no such file, expected a readable file`,
  );
  assertEquals(await message(folder), `Cannot read "${folder}": a directory, expected a file`);
  await Deno.remove(folder);
});

/** A file's name and content, and what its refusal says. */
type Refusal = readonly [why: string, name: string, content: string | Uint8Array, says: string];

/** Each is refused with one line that says so. */
const REFUSALS: readonly Refusal[] = [
  [
    "an unknown ending",
    "a.txt",
    THREE,
    "unknown ending, expected .csv, .tsv, .inter, .jsonl or .parquet, plain or with .gz",
  ],
  ["an empty file", "a.csv", "", "an empty file, expected at least one event"],
  ["an empty JSONL file", "a.jsonl", "", "an empty file, expected at least one event"],
  [
    "a gzip of nothing",
    "a.csv.gz",
    new Uint8Array(gzipSync("")),
    "an empty file, expected at least one event",
  ],
  ["a file of empty lines", "a.csv", "\n\n", "only empty lines, expected a header"],
  [
    "a JSONL file of empty lines",
    "a.jsonl",
    "\n \n",
    "only empty lines, expected at least one event",
  ],
  [
    "a first line that is empty",
    "a.csv",
    `\n${THREE}u,i,1\n`,
    "line 1 is empty, expected a header of column names",
  ],
  ["a header without rows", "a.csv", THREE, "no rows, expected at least one event"],
  [
    "a missing column",
    "a.csv",
    "user,item_id,time_stamp\nu,i,1\n",
    'no column "user_id" (did you mean "item_id", "user"?), expected it beside "user", "item_id", "time_stamp"',
  ],
  [
    "a header that is a row",
    "a.tsv",
    "196\t242\t3\t881250949\n",
    'no column "user_id", expected it beside "196", "242", "3", "881250949"',
  ],
  [
    "a missing column in JSONL",
    "a.jsonl",
    '{"user_id":"u","item_id":"i","ts":5}\n',
    'no column "timestamp", expected it beside "user_id", "item_id", "ts"',
  ],
  [
    "a column that comes twice",
    "a.csv",
    "user_id,item_id,timestamp,user_id\nu,i,1,v\n",
    '2 columns "user_id", expected one',
  ],
  [
    "a gzip file that is cut",
    "a.csv.gz",
    GZIPPED.slice(0, -20),
    "a corrupt gzip file (unexpected end of file), expected one whole gzip stream",
  ],
  [
    "a gzip file without its last byte",
    "a.csv.gz",
    GZIPPED.slice(0, -1),
    "a corrupt gzip file (unexpected end of file), expected one whole gzip stream",
  ],
  [
    "a gzip file whose checksum is wrong",
    "a.csv.gz",
    GZIPPED.map((byte, i) => i === GZIPPED.length - 8 ? byte ^ 1 : byte),
    "a corrupt gzip file (incorrect data check), expected one whole gzip stream",
  ],
  [
    "garbage for gzip",
    "a.csv.gz",
    THREE,
    "a corrupt gzip file (incorrect header check), expected one whole gzip stream",
  ],
  [
    "a row that is too short",
    "a.csv",
    `${THREE}u,i,1\nu,i\n`,
    "line 3 has 2 fields, expected 3 as in the header",
  ],
  [
    "a row that is too long",
    "a.csv",
    `${THREE}u,i,1\n\nu,i,1,2\n`,
    "line 4 has 4 fields, expected 3 as in the header",
  ],
  [
    "a row of spaces",
    "a.csv",
    `${THREE}u,i,1\n  \n`,
    "line 3 has 1 field, expected 3 as in the header",
  ],
  [
    "a quote that never closes",
    "a.csv",
    `${THREE}u,i,1\n"u,i,1\nu,i,2\n`,
    "line 3 has a quote that never closes, expected RFC 4180",
  ],
  [
    "text after a quote",
    "a.csv",
    `${THREE}"u"v,i,1\n`,
    "line 2 has text after a closing quote, expected RFC 4180",
  ],
  [
    "lines that end in two ways",
    "a.csv",
    `${THREE}u,i,1\r\nu,i,2\n`,
    "line 2 ends in CR LF and an earlier one in LF, expected RFC 4180",
  ],
  [
    "a stray CR",
    "a.csv",
    `${THREE}u\rv,i,1\n`,
    "line 2 ends in CR and an earlier one in LF, expected RFC 4180",
  ],
  [
    "Latin-1",
    "a.csv",
    Uint8Array.from(`${THREE}u,i,1\nu\u00e9,i,1\n`, (char) => char.charCodeAt(0)),
    "line 3 is not UTF-8, expected UTF-8 text",
  ],
  [
    "broken JSON",
    "a.jsonl",
    '{"user_id":1,"item_id":2,"timestamp":3}\n{"user_id":1,"ite\n',
    "line 2 is no JSON object, expected one",
  ],
  [
    "broken JSON in the first line",
    "a.jsonl",
    '{"user_id":1,\n"item_id":2,"timestamp":3}\n',
    "line 1 is no JSON object, expected one",
  ],
  ["a JSON array", "a.jsonl", '[{"user_id":1}]\n', "line 1 is no JSON object, expected one"],
  [
    "a JSON line that is no object",
    "a.jsonl",
    '{"user_id":1,"item_id":2,"timestamp":3}\n7\n',
    "line 2 is no JSON object, expected one",
  ],
  [
    "a JSONL file with a BOM",
    "a.jsonl",
    '\ufeff{"user_id":1,"item_id":2,"timestamp":3}\n',
    "line 1 starts with a byte order mark, expected a JSON object",
  ],
  [
    "text for Parquet",
    "a.parquet",
    THREE,
    "no Parquet file (No magic bytes found at end of file 'a.parquet'), expected what its ending says",
  ],
];

for (const [why, name, content, says] of REFUSALS) {
  Deno.test(`ingest() refuses ${why}`, async () => {
    assertEquals(await refusal(name, content), `Cannot read "${name}": ${says}`);
  });
}

Deno.test("ingest() refuses more than 255 domains and takes 255", async () => {
  const rows = (domains: number) =>
    "user_id,item_id,timestamp,shop\n" +
    Array.from({ length: domains }, (_, d) => `u,i,1,d${d}\n`).join("");
  const options = { columns: { domain: "shop" } };
  assertEquals(
    await refusal("a.csv", rows(256), options),
    'Cannot read "a.csv": 256 domains in column "shop", expected at most 255',
  );
  const { catalogue } = await withFile("a.csv", rows(255), (path) => ingest(path, options));
  assertEquals(catalogue.domains.length, 255);
});

Deno.test("ingest() refuses a mapping to a column that is not there, and of one it does not know", async () => {
  assertEquals(
    await refusal("a.csv", `${THREE}u,i,1\n`, { columns: { rating: "stars" } }),
    'Cannot read "a.csv": no column "stars", expected it beside "user_id", "item_id", "timestamp"',
  );
  assertEquals(
    await refusal("a.csv", `${THREE}u,i,1\n`, { columns: JSON.parse('{"user_ids": "u"}') }),
    'Cannot map column "user_ids": no such column, expected "user_id", "item_id"',
  );
  assertEquals(
    await refusal("a.csv", `${THREE}u,i,1\n`, { columns: { domain: "" } }),
    'Cannot map column "domain": "", expected a column of the file',
  );
});
