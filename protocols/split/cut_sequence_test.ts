import { assertEquals } from "@std/assert";
import { timelineOf, toldRoles } from "../../tests/fixtures/timeline_of.ts";
import { cutSequence } from "./cut_sequence.ts";
import { markRepeats } from "./mark_repeats.ts";

/** The roles of one user's sequence. */
function cut(line: string): string {
  const { timeline, catalogue } = timelineOf(line), { length } = timeline;
  const role = new Uint8Array(length), repeat = markRepeats(timeline, catalogue.length);
  const rows = Array.from({ length }, (_, row) => row), done = cutSequence(rows, { role, repeat });
  return `${toldRoles(role, timeline)[0]} ${done}`;
}

Deno.test("cutSequence() asks for the last two new items", () => {
  assertEquals(cut("a b c"), "tvT true");
  assertEquals(cut("a b c d e"), "tttvT true");
});

Deno.test("cutSequence() asks for no repeat, before, between or behind", () => {
  assertEquals(cut("a a b c"), "ttvT true");
  assertEquals(cut("a b a b c"), "tvbbT true");
  assertEquals(cut("a b c a c b"), "tvTddd true");
});

Deno.test("cutSequence() leaves a sequence without two new items behind a first event", () => {
  for (const line of ["a", "a b", "a b a b", "a a a"]) {
    assertEquals(cut(line), `${"t".repeat(line.split(" ").length)} false`);
  }
});
