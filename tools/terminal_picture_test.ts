import { assertEquals, assertMatch } from "@std/assert";
import { terminalPicture } from "./terminal_picture.ts";

const TABLE = "method  NDCG\n────────────\nfirst   .3\nsecond  .2\nthird   .1\n\n° control\n";

Deno.test("terminalPicture() shows every line, and tells heads, rules and the best from the rest", () => {
  const svg = terminalPicture(TABLE, { command: "bench <a>", label: 'A "table"' });
  const shown = [...svg.matchAll(/<text [^>]*?(?: fill="([^"]*)")? textLength[^>]*>([^<]*)</g)];
  assertEquals(shown.map(([, fill, line]) => [fill, line.replaceAll("\u00a0", " ")]), [
    ["#7fd1e8", "$ bench &lt;a>"],
    ["#7fd1e8", "method  NDCG"],
    ["#6d8697", "────────────"],
    ["#f2d48a", "first   .3"],
    ["#f2d48a", "second  .2"],
    [undefined, "third   .1"],
    ["#8fa9b8", "° control"],
  ]);
  assertMatch(svg, /aria-label="A &quot;table&quot;"/);
});

Deno.test("terminalPicture() is as wide as the longest line and as high as all of them", () => {
  const of = (text: string) => {
    const svg = terminalPicture(text, { command: "x", label: "" });
    return svg.match(/viewBox="0 0 (\d+) (\d+)"/)?.slice(1).map(Number);
  };
  assertEquals(of("a".repeat(10)), [Math.ceil(78.3 + 48), 58 + 36 + 24]);
  assertEquals(of("a".repeat(20) + "\nb"), [Math.ceil(156.6 + 48), 58 + 54 + 24]);
});
