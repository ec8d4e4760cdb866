import { assertAlmostEquals, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { weightBars } from "./_weight_bars.ts";

Deno.test("weightBars() draws a bar per group, in order, as long as its mean", () => {
  const groups = [
    { name: "Drama", behaviours: 7, mean: 0.5 },
    { name: "War", behaviours: 2, mean: 1.5 },
    { name: "Western", behaviours: 1, mean: 0.25 },
  ];
  const svg = weightBars(groups, { name: "Weights by genre.", label: "genre" });
  const { document } = parseHTML(svg), bars = [...document.querySelectorAll("rect")];
  const lengths = bars.map((bar) => Number(bar.getAttribute("width")));
  assertEquals(lengths.length, 3);
  assertAlmostEquals(lengths[1] / lengths[0], 3, 1e-6);
  assertAlmostEquals(lengths[2] / lengths[0], 0.5, 1e-6);
  const places = bars.map((bar) => Number(bar.getAttribute("y")));
  assertEquals([...places].sort((a, b) => a - b), places);
  assertEquals(bars.map((bar) => bar.textContent), ["7", "2", "1"]);
  assertEquals(document.documentElement.getAttribute("aria-label"), "Weights by genre.");
});
