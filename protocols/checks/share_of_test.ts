import { assertEquals } from "@std/assert";
import { shareOf } from "./share_of.ts";

Deno.test("shareOf() keeps both numbers, and has no quotient of nothing", () => {
  assertEquals(shareOf(3, 12), { count: 3, of: 12, share: 0.25 });
  assertEquals(shareOf(0, 0), { count: 0, of: 0, share: null });
});
