import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { timelineOf, toldRoles } from "../../tests/fixtures/timeline_of.ts";
import { globalTime } from "./global_time.ts";

const RULE = { kind: "global-time", validationFrom: 0.8, testFrom: 0.9 } as const;

function split(...lines: string[]): string[] {
  const { timeline, catalogue } = timelineOf(...lines);
  return toldRoles(globalTime(timeline, RULE, catalogue).role, timeline);
}

/** Sixteen events on the days 1 … 16. */
const BEFORE = Array.from({ length: 16 }, (_, i) => `i${i}@x@${i + 1}`).join(" ");

Deno.test("globalTime() cuts where 80 % and 90 % of all events lie before", () => {
  // Of 20 events 16 lie before day 17 and 18 before day 19.
  const [told] = split(`${BEFORE} a@x@17 b@x@18 c@x@19 d@x@20`);
  assertEquals(told, "t".repeat(16) + "vbTb");
});

Deno.test("globalTime() leaves the events of a moment on one side", () => {
  // Before day 18 lie 17, before day 19 lie 19: the second moment is day 19.
  assertEquals(split(BEFORE, "a@x@17 b@x@18 e@x@19", "c@x@18"), ["t".repeat(16), "vbT", "v"]);
});

Deno.test("globalTime() asks each user once in a part, over all domains, for no repeat", () => {
  assertEquals(
    split(`${BEFORE} i3@x@17 p@y@18 q@x@18 i4@x@40 p@y@41 r@y@42`),
    // Of 22 events 17.6 and 19.8 are wanted before: day 40 has 19, day 41 has 20.
    ["t".repeat(16) + "ttt" + "b" + "bT"],
  );
});

Deno.test("globalTime() asks who has nothing in training, too", () => {
  assertEquals(split(BEFORE, "a@x@17", "a@x@18", "b@x@19", "b@x@20").slice(1), [
    "v",
    "v",
    "T",
    "T",
  ]);
});

Deno.test("globalTime() refuses times that do not tell three parts apart", () => {
  const message = "Cannot split at two moments: no two times have 80 % and 90 % of the";
  assertThrows(() => split("a@x@1 b@x@1 c@x@1"), UserError, `${message} 3 events`); // all at once
  assertThrows(() => split("a@x@1 b@x@2 c@x@3"), UserError, message); // nothing behind 90 %
  // 9 of 11 events lie before the last moment: it is the first one, and there is no second.
  assertThrows(() => split(`${"a@x@1 ".repeat(9)}b@x@2 c@x@2`), UserError, message);
});
