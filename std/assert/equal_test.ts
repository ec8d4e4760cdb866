import { assert, assertFalse, assertThrows, equal } from "./mod.ts";

Deno.test("equal() takes NaN for NaN and 0 for -0", () => {
  assert(equal(NaN, NaN));
  assert(equal(0, -0));
  assert(equal({ a: [0, NaN] }, { a: [-0, NaN] }));
  assert(equal(new Float32Array([0, NaN]), new Float32Array([-0, NaN])));
  assertFalse(equal(1, "1"));
  assertFalse(equal(1, 1n));
  assertFalse(equal(null, undefined));
});

Deno.test("equal() tells typed arrays apart by kind, length and content", () => {
  assert(equal(new Uint32Array(3), new Uint32Array(3)));
  assertFalse(equal(new Uint32Array(3), new Int32Array(3)));
  assertFalse(equal(new Uint32Array(3), [0, 0, 0]));
  assertFalse(equal(new Uint32Array(3), new Uint32Array(4)));
  assertFalse(equal(new Uint8Array([1, 2]), new Uint8Array([2, 1])));
  assert(equal(new BigInt64Array([1n]), new BigInt64Array([1n])));
  assert(equal(new Uint8Array([1]).buffer, new Uint8Array([1]).buffer));
  assertFalse(equal(new Uint8Array([1]).buffer, new Uint8Array([2]).buffer));
});

Deno.test("equal() compares sets and maps by content in any order", () => {
  assert(equal(new Set([1, 2]), new Set([2, 1])));
  assertFalse(equal(new Set([1, 2]), new Set([1, 3])));
  assertFalse(equal(new Set([1]), new Set([1, 2])));
  assert(equal(new Set([{ a: 1 }, new Set([2])]), new Set([new Set([2]), { a: 1 }])));
  assert(equal(new Map([["a", [1]], ["b", [2]]]), new Map([["b", [2]], ["a", [1]]])));
  assertFalse(equal(new Map([["a", undefined]]), new Map([["b", undefined]])));
  assert(equal(new Map([[{ k: 1 }, "v"]]), new Map([[{ k: 1 }, "v"]])));
  assertFalse(equal(new Map([[{ k: 1 }, "v"]]), new Map([[{ k: 1 }, "w"]])));
  const key = {};
  assertFalse(equal(new Map([[key, { v: 1 }]]), new Map([[key, { v: 2 }]])));
});

Deno.test("equal() counts keys that are undefined, symbols and holes", () => {
  assertFalse(equal({ a: undefined }, {}));
  assertFalse(equal({ a: undefined, b: 1 }, { c: undefined, b: 1 }));
  assert(equal({ [Symbol.for("s")]: 1 }, { [Symbol.for("s")]: 1 }));
  assertFalse(equal({ [Symbol.for("s")]: 1 }, { [Symbol.for("s")]: 2 }));
  assertFalse(equal([1, 2], [1, 2, 3]));
  assertFalse(equal(new Array(1), [undefined]));
});

Deno.test("equal() counts prototypes, and takes a null prototype for Object's", () => {
  class A {
    constructor(readonly x: number) {}
  }
  assert(equal(new A(1), new A(1)));
  assertFalse(equal(new A(1), new A(2)));
  assertFalse(equal(new A(1), { x: 1 }));
  assert(equal({ x: 1 }, Object.assign(Object.create(null), { x: 1 })));
});

Deno.test("equal() looks at the getters of class instances", () => {
  class Box {
    #inner: number;
    constructor(inner: number) {
      this.#inner = inner;
    }
    get inner(): number {
      return this.#inner;
    }
  }
  assert(equal(new Box(1), new Box(1)));
  assertFalse(equal(new Box(1), new Box(2)));
});

Deno.test("equal() compares dates, patterns, addresses and weak references by what they say", () => {
  assert(equal(new Date(5), new Date(5)));
  assertFalse(equal(new Date(5), new Date(6)));
  assert(equal(new Date(NaN), new Date(NaN)));
  assert(equal(/a/g, /a/g));
  assertFalse(equal(/a/g, /a/i));
  assertFalse(equal(new URL("https://a.test/b"), new URL("https://a.test/c")));
  assert(equal(new WeakRef({ a: 1 }), new WeakRef({ a: 1 })));
  assertFalse(equal(new WeakRef({ a: 1 }), new WeakRef({ a: 2 })));
  assertThrows(() => equal(new WeakMap(), new WeakMap()), TypeError, "WeakMap");
});

Deno.test("equal() ends on cycles", () => {
  const a: { self?: unknown; n: number } = { n: 1 };
  const b: { self?: unknown; n: number } = { n: 1 };
  a.self = a;
  b.self = b;
  assert(equal(a, b));
  b.n = 2;
  assertFalse(equal(a, b));
});
