import * as std from "./mod.ts";
import { AssertionError, assertThrows } from "./mod.ts";

Deno.test("each assertion passes what it names and throws an AssertionError for the rest", () => {
  const cases: [name: string, passes: () => void, fails: () => void][] = [
    ["assert", () => std.assert(1), () => std.assert(0)],
    ["assertFalse", () => std.assertFalse(""), () => std.assertFalse("x")],
    ["assertExists", () => std.assertExists(0), () => std.assertExists(null)],
    ["assertGreater", () => std.assertGreater(2, 1), () => std.assertGreater(1, 1)],
    ["assertLess", () => std.assertLess(1, 2), () => std.assertLess(1, 1)],
    [
      "assertGreaterOrEqual",
      () => std.assertGreaterOrEqual(1, 1),
      () => std.assertGreaterOrEqual(1, NaN),
    ],
    ["assertLessOrEqual", () => std.assertLessOrEqual(1, 1), () => std.assertLessOrEqual(2, 1)],
    ["assertMatch", () => std.assertMatch("ab", /b$/), () => std.assertMatch("ab", /a$/)],
    ["assertNotMatch", () => std.assertNotMatch("ab", /a$/), () => std.assertNotMatch("ab", /b$/)],
    [
      "assertStringIncludes",
      () => std.assertStringIncludes("abc", "bc"),
      () => std.assertStringIncludes("abc", "ac"),
    ],
    [
      "assertArrayIncludes",
      () => std.assertArrayIncludes(new Uint8Array([1, 2]), new Uint8Array([2])),
      () => std.assertArrayIncludes([{ a: 1 }], [{ a: 2 }]),
    ],
    [
      "assertInstanceOf",
      () => std.assertInstanceOf([], Array),
      () => std.assertInstanceOf(null, Map),
    ],
    [
      "assertNotInstanceOf",
      () => std.assertNotInstanceOf([], Map),
      () => std.assertNotInstanceOf([], Array),
    ],
    ["unreachable", () => {}, () => std.unreachable()],
    ["unimplemented", () => {}, () => std.unimplemented()],
  ];
  for (const [, passes, fails] of cases) {
    passes();
    assertThrows(fails, AssertionError);
  }
});
