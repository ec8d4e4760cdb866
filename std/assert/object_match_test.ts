import { AssertionError, assertObjectMatch, assertThrows } from "./mod.ts";

Deno.test("assertObjectMatch() looks only at what is expected, at every level", () => {
  assertObjectMatch({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } });
  assertObjectMatch({ list: [{ a: 1, b: 2 }, { a: 3 }] }, { list: [{ a: 1 }, { a: 3 }] });
  assertObjectMatch({ map: new Map([["a", { b: 1, c: 2 }], ["x", { b: 0, c: 0 }]]) }, {
    map: new Map([["a", { b: 1 }]]),
  });
  assertObjectMatch({ set: new Set([1, 2]) }, { set: new Set([1]) });
});

Deno.test("assertObjectMatch() fails for what is missing or different", () => {
  const cases: [object, Record<string, unknown>][] = [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: [1] }, { a: [1, 2] }],
    [{ a: { b: 1 } }, { a: { b: 1, c: 1 } }],
    [{ a: null }, { a: {} }],
    [{ a: new Uint8Array([1]) }, { a: new Uint8Array([2]) }],
    [{ a: /x/ }, { a: /y/ }],
    [{ a: new Set([1]) }, { a: new Set([2]) }],
  ];
  for (const [actual, expected] of cases) {
    assertThrows(() => assertObjectMatch(actual, expected), AssertionError, "not equal");
  }
});

Deno.test("assertObjectMatch() takes a class instance for its properties, and ends on cycles", () => {
  class Point {
    constructor(readonly x: number, readonly y: number) {}
  }
  assertObjectMatch(new Point(1, 2), { x: 1 });
  const loop: Record<string, unknown> = { n: 1 };
  loop.self = loop;
  assertObjectMatch(loop, { n: 1, self: { n: 1 } });
});
