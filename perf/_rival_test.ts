import { assertEquals, assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import { productShapes } from "./_product_shapes.ts";
import { Rival } from "./_rival.ts";

const script = fileURLToPath(new URL("_product_rival.ts", import.meta.url));

Deno.test("a Rival answers what it is asked, one thing after the other", async () => {
  await using rival = Rival.script("stock", [script, "stock"]);
  const names = Object.keys(productShapes()).slice(0, 2);
  for (const name of names) assertEquals(await rival.ask<number>(name) > 0, true, name);
});

Deno.test("a Rival that ends without an answer is an error that names it", async () => {
  await using rival = new Rival("mute", [
    Deno.execPath(),
    "eval",
    "Deno.stdin.readSync(new Uint8Array(9))",
  ]);
  await assertRejects(
    () => rival.ask("speed"),
    Error,
    'Cannot measure "mute": it ended, expected an answer to "speed"',
  );
});
