import { assertEquals } from "@std/assert";
import { nearNames } from "./near_names.ts";

Deno.test("nearNames() lists the nearest first, at most three", () => {
  const known = ["markov", "popularity", "random", "sasrec", "rare_first"];
  assertEquals(nearNames("popularty", known), ["popularity"]);
  assertEquals(nearNames("SASRec", known), ["sasrec"]);
  assertEquals(nearNames("aaaa", ["aaab", "aabb", "aaaa", "aaba"]), ["aaaa", "aaab", "aaba"]);
  assertEquals(nearNames("xyzzy", known), []);
  assertEquals(nearNames("", []), []);
});
