import { assertEquals, assertThrows } from "@std/assert";
import { checkMeta } from "./check_meta.ts";
import type { MethodMeta } from "./contract/mod.ts";
import { PluginFailure } from "./plugin_failure.ts";

const GOOD: MethodMeta = {
  contract: 1,
  id: "item_knn",
  version: "1.0.0",
  title: "ItemKNN",
  citation: "Sarwar et al., WWW 2001",
  variant: "paper",
  domains: { min: 1, max: 255 },
  needs: ["text"],
};

Deno.test("checkMeta() keeps the fields of the contract and drops all others", () => {
  assertEquals(checkMeta({ ...GOOD, rank: 1 }, "x"), { ...GOOD });
  const more = { logits: true as const, singleDomain: "markov" };
  assertEquals(checkMeta({ ...GOOD, ...more }, "x"), { ...GOOD, ...more });
});

for (
  const [field, value, wanted] of [
    ["contract", 2, "its meta.contract is 2, expected contract 1"],
    ["contract", undefined, "its meta.contract is missing"],
    ["id", "../up", 'its meta.id is "../up", expected lower-case letters, digits and _'],
    ["id", 3, "its meta.id is 3"],
    ["version", "1", 'expected one like "1.0.0"'],
    ["version", "1.0.0\n2", 'expected one like "1.0.0"'],
    ["title", " ", "expected a title"],
    ["title", "a\x1b[2J", 'its meta.title is "a\\u001b[2J", expected one line of printable text'],
    ["title", "a\u202eb", "expected one line of printable text"],
    ["title", "a\ud800", "expected one line of printable text"],
    ["id", "x".repeat(101), `is "${"x".repeat(98)}…, expected at most 100 characters`],
    ["citation", "x".repeat(1001), "expected at most 1000 characters"],
    ["citation", undefined, "its meta.citation is missing, expected where it was published"],
    ["variant", "best", "expected paper, released, original"],
    ["domains", { min: 2, max: 1 }, "expected whole numbers 1 ≤ min ≤ max"],
    ["domains", { min: 0, max: 1 }, "expected whole numbers"],
    ["domains", { min: 1, max: "2" }, "expected whole numbers"],
    ["domains", 2, "expected whole numbers"],
    ["needs", ["net"], "expected some of text, categories, ratings, overlap"],
    ["needs", "text", "expected a list"],
    ["singleDomain", "A B", "expected the id of a method"],
  ] as const
) {
  Deno.test(`checkMeta() refuses ${field} ${JSON.stringify(value)}`, () => {
    assertThrows(() => checkMeta({ ...GOOD, [field]: value }, "x"), PluginFailure, wanted);
  });
}

Deno.test("checkMeta() refuses what is no object", () => {
  for (const meta of [null, undefined, 3, "meta"]) {
    assertThrows(() => checkMeta(meta, "x"), PluginFailure, 'Cannot use "x": its meta.contract');
  }
});
