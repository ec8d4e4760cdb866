import { assertEquals } from "@std/assert";
import { timelineOf } from "../../tests/fixtures/timeline_of.ts";
import { markRepeats } from "./mark_repeats.ts";

function marks(...lines: string[]): string {
  const { timeline, catalogue } = timelineOf(...lines);
  return markRepeats(timeline, catalogue.length).join("");
}

Deno.test("markRepeats() marks every later event of an item, each user for itself", () => {
  assertEquals(marks("a b a a c b", "c a c"), "001101" + "001");
});

Deno.test("markRepeats() knows the same raw item of another domain as another item", () => {
  assertEquals(marks("a@x a@y a@x a@y"), "0011");
});
