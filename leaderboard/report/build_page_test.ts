import { assert, assertEquals } from "@std/assert";
import { buildPage } from "./build_page.ts";

Deno.test("page.js is what its source builds", async () => {
  const committed = await Deno.readTextFile(new URL("page.js", import.meta.url));
  assertEquals(
    await buildPage() === committed,
    true,
    "expected deno run -A leaderboard/report/build_page.ts before",
  );
});

Deno.test("neither script nor style of a report can end the element that it stands in", async () => {
  for (const name of ["page.js", "page.css"]) {
    const text = await Deno.readTextFile(new URL(name, import.meta.url));
    assert(!/<\/(script|style)|<!--/i.test(text), name);
  }
});
