import { assertEquals, assertThrows } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { UserError } from "../../core/user_error.ts";
import { parsePaper } from "./parse_paper.ts";
import schema from "./paper.schema.json" with { type: "json" };

const text = await Deno.readTextFile(new URL("../papers/biao.json", import.meta.url));

/** The text with one thing changed, or taken out. */
function changed(...path: [...(string | number)[], unknown]): string {
  const whole = JSON.parse(text), value = path.pop(), last = String(path.pop());
  let at = whole;
  for (const key of path) at = at[String(key)];
  if (value === undefined) delete at[last];
  else at[last] = value;
  return JSON.stringify(whole);
}

Deno.test("a paper is valid by paper.schema.json, strictly read", () => {
  const isPaper = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  isPaper(JSON.parse(text));
  assertEquals(isPaper.errors, null);
});

Deno.test("parsePaper() gives back what the file holds", () => {
  assertEquals<unknown>(parsePaper(text), JSON.parse(text));
});

const row = ["tables", 0, "rows", 3] as const;

/** Each: what is changed, and the end of the message. */
const BAD: Record<string, [text: string, message: string]> = {
  "no JSON": [text.slice(0, 400), "expected JSON"],
  "another version": [
    changed("schema", "permafrost/paper@2"),
    '$.schema is "permafrost/paper@2", newer than this program',
  ],
  "a value as text": [
    changed(...row, "values", 0, "0.7639"),
    '$.tables.0.rows.3.values.0 is "0.7639", expected number,null',
  ],
  "a value too few": [
    changed(...row, "values", [0.7639]),
    "$.tables.0.rows.3.values is 1 numbers, expected 14, one a column",
  ],
  "deviations of another length": [
    changed(...row, "std", [0.1, 0.2]),
    "$.tables.0.rows.3.std is 2 numbers, expected 14, one a column",
  ],
  "bold in a column that is not there": [
    changed(...row, "bold", [14]),
    "$.tables.0.rows.3 is with a mark at column 14, expected columns 0 … 13",
  ],
  "a star in a column that is none": [
    changed(...row, "marks", { first: "*" }),
    "$.tables.0.rows.3.marks is",
  ],
  "a row twice": [
    changed(...row, "method", "MiNet"),
    '$.tables.0.rows.3.method is "MiNet" again, expected no two rows of a method',
  ],
  "a base that is not there": [
    changed(...row, "base", { table: "1", method: "MiNet-T" }),
    '$.tables.0.rows.3.base is "MiNet-T", expected one of MiNet-S, MiNet-0,',
  ],
  "a base in a table that is not there": [
    changed(...row, "base", { table: "9", method: "MiNet-S" }),
    '$.tables.0.rows.3.base is "MiNet-S", expected what is there',
  ],
  "an exam that is not described": [
    changed("tables", 0, "nearest", "leave-one-out-99@1"),
    '$.tables.0.nearest is "leave-one-out-99@1", expected one of click-auc@1',
  ],
  "a dataset that is not described": [
    changed("tables", 0, "columns", 0, "dataset", "Amazon Books-Films"),
    '$.tables.0.columns.0.dataset is "Amazon Books-Films", expected one of Amazon Books-Movies,',
  ],
  "a domain that is not its dataset's": [
    changed("tables", 0, "columns", 0, "domain", "Toys"),
    '$.tables.0.columns.0.domain is "Toys", expected one of Books, Movies',
  ],
  "a column without its unit": [
    changed("tables", 0, "columns", 0, "unit", undefined),
    '$.tables.0.columns.0 is without "unit", expected one',
  ],
  "a word that it does not know": [
    changed("tables", 0, "note", "x"),
    '$.tables.0 is with "note", expected none of that name',
  ],
};

for (const [name, [bad, message]] of Object.entries(BAD)) {
  Deno.test(`parsePaper() refuses ${name}`, () => {
    assertThrows(() => parsePaper(bad), UserError, message);
  });
}
