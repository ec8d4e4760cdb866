import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { timelineOf, toldRoles } from "../../tests/fixtures/timeline_of.ts";
import { timeWindows } from "./time_windows.ts";

/** Lines split with windows of 10 days. */
function split(...lines: string[]) {
  const { timeline, catalogue } = timelineOf(...lines);
  const rule = { kind: "time-windows", minimumEvents: 3, days: 10, leastTraining: 0.5, overlap: 1 };
  const result = timeWindows(timeline, { ...rule, kind: "time-windows" }, catalogue);
  return { ...result, told: toldRoles(result.role, timeline) };
}

Deno.test("timeWindows() cuts at 10 and 20 days before the latest event, the boundary behind", () => {
  // Latest: day 100. Test from day 90, validation from day 80.
  const { told } = split("a@x@1 b@x@2 c@x@3 d@x@79 e@x@80 f@x@89 g@x@90 h@x@100");
  assertEquals(told, ["ttttvvTT"]);
});

Deno.test("timeWindows() asks for no repeat and for no first event of a domain", () => {
  const { told, repeats } = split(
    "a@x@1 b@x@2 c@x@3 d@x@4 e@x@5 f@x@6 a@x@81 p@y@82 q@y@83 c@x@91 p@y@92 r@y@100",
  );
  // a, c and p are repeats, and p was the user's first in y.
  assertEquals(told, ["ttttttbbvbbT"]);
  assertEquals(repeats, 3);
});

Deno.test("timeWindows() counts from the latest event of all, and drops nobody", () => {
  const { told } = split("a@x@1 b@x@2 c@x@100", "a@x@1 b@x@2 c@x@3", "a@x@50 b@x@120");
  assertEquals(told, ["ttv", "ttt", "tT"]);
});

Deno.test("timeWindows() shows and counts all in test, whatever its role", () => {
  const { visible, counted } = split("a@x@1 b@x@2 c@x@3 d@x@85 b@x@86 e@x@100");
  assert(!visible.includes(0) && !visible.includes(2) && !counted.includes(0));
});

Deno.test("timeWindows() counts users that nothing is asked of", () => {
  assertEquals(split("a@x@1 b@x@2 c@x@100", "a@x@1 b@x@2 c@x@3").sequencesWithoutCases, 1);
});

Deno.test("timeWindows() refuses windows that are longer than the data", () => {
  const { timeline, catalogue } = timelineOf("a@x@81 b@x@85 c@x@95 d@x@100");
  const rule = {
    kind: "time-windows",
    minimumEvents: 3,
    days: 10,
    leastTraining: 0.5,
    overlap: 1,
  } as const;
  assertThrows(
    () => timeWindows(timeline, rule, catalogue),
    UserError,
    "Cannot split by windows of 10 days: 0 of 4 events are earlier than both, expected at least 50 %",
  );
  // A half is enough, a little less is not.
  timeWindows(timeline, { ...rule, days: 5 }, catalogue);
  assertThrows(
    () => timeWindows(timeline, { ...rule, days: 5, leastTraining: 0.51 }, catalogue),
    UserError,
    "2 of 4 events",
  );
});
