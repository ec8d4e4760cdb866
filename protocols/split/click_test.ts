import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../core/user_error.ts";
import { timelineOf, toldRoles } from "../../tests/fixtures/timeline_of.ts";
import { click } from "./click.ts";

/** Lines split with source "s" and target "t". */
function split(...lines: string[]) {
  const { timeline, catalogue } = timelineOf(...lines);
  const rule = {
    kind: "click",
    minimumEvents: 3,
    likedAbove: 3,
    source: "s",
    target: "t",
  } as const;
  const result = click(timeline, rule, catalogue);
  return { ...result, told: toldRoles(result.role, timeline) };
}

Deno.test("click() asks for the last two events of the target, and drops what follows", () => {
  assertEquals(split("p@s a@t b@t q@s c@t r@s d@t s@s").told, ["ttttvbTd"]);
});

Deno.test("click() asks for repeats, too", () => {
  const { told, repeats } = split("p@s a@t b@t a@t b@t p@s");
  assertEquals(told, ["tttvTd"]);
  assertEquals(repeats, 2); // the last event left
});

Deno.test("click() drops users with fewer than three target events, or no source event before them", () => {
  const { told, sequencesWithoutCases } = split(
    "p@s a@t b@t",
    "a@t b@t p@s c@t", // between the answers
    "a@t b@t c@t",
    "p@s q@s",
    "a@t p@s b@t c@t",
  );
  assertEquals(told, ["ddd", "dddd", "ddd", "dd", "ttvT"]);
  assertEquals(sequencesWithoutCases, 4);
});

Deno.test("click() drops the events of other domains", () => {
  const { told, visible, counted } = split("x@o p@s a@t y@o b@t z@o c@t");
  assertEquals(told, ["dttdvdT"]);
  assert(!visible.includes(0) && !visible.includes(2) && !counted.includes(0));
});

Deno.test("click() counts no user without events as one without cases", () => {
  const { timeline, catalogue } = timelineOf("p@s a@t b@t c@t");
  const rule = {
    kind: "click",
    minimumEvents: 3,
    likedAbove: 3,
    source: "s",
    target: "t",
  } as const;
  const empty = { ...timeline, offsets: Uint32Array.of(0, 0, 4) };
  assertEquals(click(empty, rule, catalogue).sequencesWithoutCases, 0);
});

Deno.test("click() refuses domains that are not two of the data's", () => {
  const { timeline, catalogue } = timelineOf("p@s a@t b@t c@t"), kind = "click";
  for (const [source, target] of [["s", "s"], ["s", "u"], ["u", "t"]]) {
    assertThrows(
      () => click(timeline, { kind, minimumEvents: 3, likedAbove: 3, source, target }, catalogue),
      UserError,
      `Cannot ask for clicks in "${target}" after "${source}": the data has the domains "s", "t"`,
    );
  }
});
