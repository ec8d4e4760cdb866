import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { checkLinks } from "./check_links.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

Deno.test("every relative link of the repository's Markdown leads somewhere", () =>
  assertEquals(checkLinks(ROOT), []));

Deno.test("checkLinks() tells of links to no file and to no heading, and of nothing else", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/docs/results`, { recursive: true });
  await Deno.mkdir(`${folder}/results`);
  const write = (file: string, lines: readonly string[]) =>
    Deno.writeTextFile(`${folder}/${file}`, lines.join("\n"));
  await write("results/theirs.md", ["[a](none.md)"]);
  await write("README.md", [
    "# A page",
    "[here](#a-page) [there](docs/) [into it](docs/#its-own--name-1) ![p](p.svg)",
    "`[code](none.md)` [net](https://example.org/none.md) [mail](mailto:a@b.c)",
    "```md",
    "[fenced](none.md)",
    "# Fenced",
    "```",
    "[gone](docs/gone.md), [other](docs/README.md#no-such) and [fenced](#fenced)",
    '<img src="none.webp"> [a',
    "b](docs/results/a%20b.md) [up](../../none)",
    "[named]: none.txt",
  ]);
  await write("p.svg", []);
  await write("docs/README.md", [
    "## Its `own` – name",
    "",
    "## Its own – name",
    "[p](../p.svg#x)",
  ]);
  await write("docs/results/a b.md", ["[up](../README.md)", "[root](../../README.md#a-page)"]);

  assertEquals(checkLinks(folder), [
    "README.md:8: docs/gone.md: no such file",
    "README.md:8: docs/README.md#no-such: no such heading",
    "README.md:8: #fenced: no such heading",
    "README.md:9: none.webp: no such file",
    "README.md:10: ../../none: no such file",
    "README.md:11: none.txt: no such file",
    "docs/README.md:4: ../p.svg#x: no such heading",
  ]);
  await Deno.remove(folder, { recursive: true });
});
