import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { parseColumns } from "./parse_columns.ts";

function refusal(text: string): string {
  return assertThrows(() => parseColumns(text), UserError).message;
}

Deno.test("parseColumns() maps our names to the file's, spaces around them aside", () => {
  assertEquals(parseColumns("user_id=uid, item_id = asin"), { user_id: "uid", item_id: "asin" });
});

Deno.test("parseColumns() maps nothing without a text", () => {
  assertEquals(parseColumns(undefined), {});
});

Deno.test("parseColumns() takes the file's names as they are", () => {
  assertEquals(parseColumns("timestamp=review date"), { timestamp: "review date" });
});

for (const part of ["user_id", "user_id=", "=uid", "user_id=a=b", ""]) {
  Deno.test(`parseColumns() refuses the part "${part}"`, () => {
    const message = `Cannot read --columns "${part}": expected <ours>=<the file's>`;
    assertEquals(refusal(part), message);
    assertEquals(refusal(`item_id=asin,${part}`), message);
  });
}

Deno.test("parseColumns() refuses a name that is none of ours, with near names", () => {
  assertEquals(
    refusal("userid=uid"),
    'Cannot map column "userid": no such column, expected user_id',
  );
});

Deno.test("parseColumns() refuses a name that is like none of ours with all of them", () => {
  assertEquals(
    refusal("qqqqqqqqqqqqqqq=uid"),
    'Cannot map column "qqqqqqqqqqqqqqq": no such column, expected user_id, item_id, timestamp, domain, rating, text, category',
  );
});
