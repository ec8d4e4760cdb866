import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { Rival } from "./_rival.ts";

const script = fileURLToPath(new URL("_step_rival.ts", import.meta.url));

for (const model of ["sasrec", "gru4rec"]) {
  Deno.test(`our ${model} and that of stock tfjs have the same losses before and after a step`, async () => {
    await using stock = Rival.script("stock", [script, "stock", model, "500"]);
    await using ours = Rival.script("strict", [script, "strict", model, "500"]);
    const wanted = await stock.ask<number[]>("check"), losses = await ours.ask<number[]>("check");
    assertEquals(losses.length, 2);
    assertEquals(losses[1] < losses[0], true, `${losses}`);
    losses.forEach((loss, step) => assertAlmostEquals(loss, wanted[step], 1e-4));
  });
}
