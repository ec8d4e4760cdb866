import { assertEquals } from "@std/assert";
import goldens from "../tests/goldens/philox4x32.json" with { type: "json" };
import { philox4x32 } from "./philox.ts";

Deno.test("philox4x32() gives the words of Random123 (tests/goldens/philox4x32.c)", () => {
  const out = new Uint32Array(4);
  for (const { counter: [c0, c1, c2, c3], key: [k0, k1], output } of goldens) {
    philox4x32(out, c0, c1, c2, c3, k0, k1);
    assertEquals([...out], output);
  }
  assertEquals(goldens.length, 8);
});
