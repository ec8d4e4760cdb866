import { assertEquals } from "@std/assert";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fromHere } from "./from_here.ts";
import { here } from "./here.ts";
import { towardsHere } from "./towards_here.ts";

Deno.test("towardsHere() shortens what lies below the person's folder", () => {
  assertEquals(towardsHere(join(here(), "results", "runs")), join("results", "runs"));
});

Deno.test("towardsHere() calls the person's folder a point", () => {
  assertEquals(towardsHere(here()), ".");
});

Deno.test("towardsHere() goes up, or stays absolute where that is shorter", () => {
  for (const path of [sep, dirname(here()), join(dirname(here()), "another"), tmpdir()]) {
    const up = relative(here(), path), told = towardsHere(path);
    assertEquals(told, up.length < path.length ? up || "." : path);
    assertEquals(resolve(here(), told), path);
  }
});

Deno.test("towardsHere() undoes fromHere()", () => {
  for (const path of ["a", join("a", "b c.csv"), ".hidden"]) {
    assertEquals(towardsHere(fromHere(path)), path);
  }
});
