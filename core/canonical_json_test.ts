import { assertEquals, assertThrows } from "@std/assert";
import { canonicalJson } from "./canonical_json.ts";

Deno.test("canonicalJson() sorts keys by UTF-16 units and writes the shortest numbers (RFC 8785, §3.2)", () => {
  // The example of RFC 8785, §3.2.2.
  const value = {
    numbers: [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    literals: [null, true, false],
  };
  assertEquals(
    canonicalJson(value),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  assertEquals(
    canonicalJson({ "\ufb33": 1, "\u20ac": 2, 10: 3, 9: 4 }),
    '{"10":3,"9":4,"\u20ac":2,"\ufb33":1}',
  );
});

Deno.test("canonicalJson() refuses what JSON would change in silence", () => {
  assertThrows(() => canonicalJson({ a: [1, NaN] }), TypeError, "Cannot write $.a[1] as JSON: NaN");
  assertThrows(() => canonicalJson({ a: undefined }), TypeError, "Cannot write $.a as JSON");
  assertThrows(() => canonicalJson(new Float32Array(2)), TypeError, "a typed array");
  assertThrows(() => canonicalJson(-Infinity), TypeError, "-Infinity");
});
