import { assertEquals } from "@std/assert";
import { byDomain } from "./by_domain.ts";

Deno.test("byDomain() has every place once, domains ascending", () => {
  assertEquals(byDomain(Uint8Array.of(7, 0, 7)), [
    { domain: 0, places: Int32Array.of(1) },
    { domain: 7, places: Int32Array.of(0, 2) },
  ]);
  assertEquals(byDomain([]), []);
});
