import {
  assertEquals,
  AssertionError,
  assertMatch,
  assertNotEquals,
  assertNotStrictEquals,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "./mod.ts";

Deno.test("assertEquals() shows what differs, and the caller's message", () => {
  const { message } = assertThrows(
    () => assertEquals({ a: 1, b: [2, 3] }, { a: 1, b: [2, 4] }, "why"),
    AssertionError,
    "Values are not equal: why\n",
  );
  assertMatch(message, /\+\s+3/);
  assertMatch(message, /-\s+4/);
});

Deno.test("assertEquals() points at the first difference of large arrays, soon", () => {
  const actual = new Float32Array(100_000);
  const expected = actual.map((_, i) => i < 70_000 ? 0 : i);
  const { message } = assertThrows(() => assertEquals(actual, expected), AssertionError);
  assertStringIncludes(message, "70000");
});

Deno.test("assertNotEquals() wants values that differ deeply", () => {
  assertNotEquals([1], [2]);
  assertThrows(() => assertNotEquals([1], [1]), AssertionError, "not to be");
});

Deno.test("assertStrictEquals() tells 0 from -0 and an object from its like", () => {
  const object = {};
  assertStrictEquals(object, object);
  assertStrictEquals(NaN, NaN);
  assertThrows(() => assertStrictEquals(0, -0), AssertionError, "not strictly equal");
  assertThrows(() => assertStrictEquals({}, {}), AssertionError, "same structure");
  assertNotStrictEquals(0, -0);
  assertThrows(() => assertNotStrictEquals(object, object), AssertionError);
});
