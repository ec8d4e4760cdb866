import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { whereNotJson } from "./_where_not_json.ts";

Deno.test("whereNotJson() finds nothing in JSON", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => assertEquals(whereNotJson(value), null)));
});

Deno.test("whereNotJson() tells where something is that JSON would change in silence", () => {
  class Own {}
  const found = [
    NaN,
    { a: [1, Infinity] },
    { a: undefined },
    [() => 1],
    { deep: { own: new Own() } },
    new Float32Array(1),
    new Map(),
    Symbol.iterator,
    10n,
    "a\ud800",
    { "\udc00": 1 },
  ].map((value) => whereNotJson(value, "config"));
  assertEquals(found, [
    "config is NaN",
    "config.a[1] is Infinity",
    "config.a is of type undefined",
    "config[0] is of type function",
    "config.deep.own is a Own",
    "config is a Float32Array",
    "config is a Map",
    "config is of type symbol",
    "config is of type bigint",
    "config is not well-formed Unicode",
    "config has a key that is not well-formed Unicode",
  ]);
});

Deno.test("whereNotJson() tells of what is nested too deep, however deep that is", () => {
  const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));
  assertEquals(whereNotJson(nested(64), "config"), null);
  for (const depth of [65, 500_000]) {
    assertEquals(whereNotJson(nested(depth), "c"), `c${"[0]".repeat(64)} is nested over 64 deep`);
  }
});
