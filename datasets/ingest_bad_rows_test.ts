import { assertEquals } from "@std/assert";
import { gzipSync } from "node:zlib";
import { refusal } from "./_refusal.ts";

const THREE = "user_id,item_id,timestamp\n";
const SECONDS = ", expected seconds as a finite number of at least 0";

/** A file's name and content, and what its refusal says. */
type Refusal = readonly [why: string, name: string, content: string | Uint8Array, says: string];

/** Each is refused with one line that names the place, the value and what was wanted. */
const REFUSALS: readonly Refusal[] = [
  [
    "a time that is no number",
    "a.csv",
    `${THREE}u,i,1\n\nu,i,soon\nu,i,later\n`,
    `"timestamp" in line 4 is "soon"${SECONDS}`,
  ],
  [
    "a date",
    "a.csv",
    `${THREE}u,i,2020-01-01\n`,
    `"timestamp" in line 2 is "2020-01-01"${SECONDS}`,
  ],
  [
    "a number with separators",
    "a.csv",
    `${THREE}u,i,1_000\n`,
    `"timestamp" in line 2 is "1_000"${SECONDS}`,
  ],
  [
    "a negative time",
    "a.csv",
    `${THREE}u,i,1\nu,i,-1\n`,
    `"timestamp" in line 3 is "-1"${SECONDS}`,
  ],
  [
    "an infinite time",
    "a.csv",
    `${THREE}u,i,inf\n`,
    `"timestamp" in line 2 is "inf"${SECONDS}`,
  ],
  [
    "a time that overflows",
    "a.csv",
    `${THREE}u,i,1e999\n`,
    `"timestamp" in line 2 is "1e999"${SECONDS}`,
  ],
  [
    "NaN as a time",
    "a.csv",
    `${THREE}u,i,nan\n`,
    `"timestamp" in line 2 is "nan"${SECONDS}`,
  ],
  [
    "an empty time",
    "a.csv",
    `${THREE}u,i,\n`,
    `"timestamp" in line 2 is empty${SECONDS}`,
  ],
  [
    "a bad time below quoted line breaks",
    "a.csv",
    `${THREE}"u\nv\r\nw",i,1\nu,"i",x\n`,
    `"timestamp" in line 5 is "x"${SECONDS}`,
  ],
  [
    "a bad time in CR LF",
    "a.csv",
    "user_id,item_id,timestamp\r\nu,i,1\r\nu,i,x\r\n",
    `"timestamp" in line 3 is "x"${SECONDS}`,
  ],
  [
    "a bad time in gzip",
    "a.csv.gz",
    new Uint8Array(gzipSync(`${THREE}u,i,x\n`)),
    `"timestamp" in line 2 is "x"${SECONDS}`,
  ],
  [
    "a bad time in JSONL",
    "a.jsonl",
    '{"user_id":1,"item_id":2,"timestamp":3}\n\n{"user_id":1,"item_id":2,"timestamp":[3]}\n',
    `"timestamp" in line 3 is [3]${SECONDS}`,
  ],
  [
    "a time that one JSON line lacks",
    "a.jsonl",
    '{"user_id":1,"item_id":2,"timestamp":3}\n{"user_id":1,"item_id":2}\n',
    `"timestamp" in line 2 is empty${SECONDS}`,
  ],
  [
    "an empty user",
    "a.csv",
    `${THREE}u,i,1\n"",i,2\n`,
    '"user_id" in line 3 is empty, expected an id',
  ],
  ["an empty item", "a.csv", `${THREE}u,,x\n`, '"item_id" in line 2 is empty, expected an id'],
  [
    "a null user",
    "a.jsonl",
    '{"user_id":null,"item_id":2,"timestamp":3}\n{"user_id":1,"item_id":2,"timestamp":3}\n',
    '"user_id" in line 1 is empty, expected an id',
  ],
  [
    "an empty domain",
    "a.csv",
    "user_id,item_id,timestamp,domain\nu,i,1,\n",
    '"domain" in line 2 is empty, expected a domain\'s name',
  ],
  [
    "a rating that is no number",
    "a.csv",
    "user_id,item_id,timestamp,rating\nu,i,1,5\nu,j,1,good\n",
    '"rating" in line 3 is "good", expected a finite number',
  ],
  [
    "a rating beyond 32 bits",
    "a.csv",
    "user_id,item_id,timestamp,rating\nu,i,1,1e39\n",
    '"rating" in line 2 is "1e39", expected a finite number',
  ],
  [
    "an empty rating",
    "a.inter",
    "user_id:token\titem_id:token\ttimestamp:float\trating:float\nu\ti\t1\t\n",
    '"rating" in line 2 is empty, expected a finite number',
  ],
  [
    "the first bad row, not the first bad column",
    "a.csv",
    `${THREE}u,i,x\n,i,1\n`,
    `"timestamp" in line 2 is "x"${SECONDS}`,
  ],
];

for (const [why, name, content, says] of REFUSALS) {
  Deno.test(`ingest() refuses ${why}`, async () => {
    assertEquals(await refusal(name, content), `Cannot read "${name}": ${says}`);
  });
}

Deno.test("ingest() names the file's first bad line among many rows", async () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => {
    const bad = i === 123_456 || i > 250_000;
    return `user${i % 977},item${i % 1009},${bad ? "x" : 1_000_000_000 + i}\n`;
  });
  assertEquals(
    await refusal("a.csv", THREE + rows.join("")),
    'Cannot read "a.csv": "timestamp" in line 123458 is "x", expected seconds as a finite number of at least 0',
  );
  const ragged = rows.with(200_000, "u,i\n").with(100_000, "u,i,1,2\n");
  assertEquals(
    await refusal("a.csv", THREE + ragged.join("")),
    'Cannot read "a.csv": line 100002 has 4 fields, expected 3 as in the header',
  );
});
