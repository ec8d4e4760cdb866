import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { writeAtomic } from "./write_atomic.ts";

Deno.test("writeAtomic() replaces a file whole and leaves nothing else", async () => {
  const folder = await Deno.makeTempDir(), path = join(folder, "a.json");
  await writeAtomic(path, "a long first text");
  await writeAtomic(path, new TextEncoder().encode("two"));
  assertEquals(await Deno.readTextFile(path), "two");
  assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 1);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeAtomic() says so where there is no folder", async () => {
  await assertRejects(() => writeAtomic("no/such/folder/a", "b"), Deno.errors.NotFound);
});
