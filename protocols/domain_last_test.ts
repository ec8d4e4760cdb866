import { assertEquals, assertThrows } from "@std/assert";
import { corpusOfRows } from "../tests/fixtures/corpus_of_rows.ts";
import { domainLast } from "./domain_last.ts";

const corpus = corpusOfRows(
  ["a", "b", "c"].flatMap((domain, d) =>
    ["u", "v"].flatMap((user) =>
      ["i", "j", "k"].slice(d === 1 ? 1 : 0).map((item, time) => ({ user, item, domain, time }))
    )
  ),
);

/** Every event by names, in order. */
function told({ users, catalogue, interactions }: typeof corpus): string[] {
  return users.flatMap((user, u) =>
    Array.from(
      interactions.item.subarray(interactions.offsets[u], interactions.offsets[u + 1]),
      (item) => `${user} ${catalogue.domains[catalogue.domain[item]]}/${catalogue.rawId[item]}`,
    )
  );
}

Deno.test("domainLast() puts a domain's items behind all others, in their order", () => {
  const { catalogue } = domainLast(corpus, "b");
  assertEquals(catalogue.domains, ["a", "c", "b"]);
  assertEquals(catalogue.rawId.join(""), "ijk" + "ijk" + "jk");
  assertEquals(catalogue.offsets, Uint32Array.of(0, 3, 6, 8));
  assertEquals(catalogue.domain, Uint8Array.of(0, 0, 0, 1, 1, 1, 2, 2));
  assertEquals(catalogue.identity, Uint32Array.of(0, 1, 2, 5, 6, 7, 3, 4));
});

Deno.test("domainLast() changes no event, and not its argument", () => {
  const before = structuredClone(corpus);
  for (const name of ["a", "b", "c"]) assertEquals(told(domainLast(corpus, name)), told(corpus));
  assertEquals(domainLast(corpus, "c"), corpus); // there already
  assertEquals(corpus, before);
});

Deno.test("domainLast() takes texts and categories along", () => {
  const { catalogue } = corpus;
  const text = Array.from(catalogue.rawId, (id, item) => `${id} of ${catalogue.domain[item]}`);
  const category = Uint32Array.from(text, (_, item) => catalogue.domain[item]);
  const categories = ["p", "q", "r"];
  const last =
    domainLast({ ...corpus, catalogue: { ...catalogue, text, category, categories } }, "a")
      .catalogue;
  assertEquals(last.text?.slice(-3), ["i of 0", "j of 0", "k of 0"]);
  assertEquals([...last.category ?? []], [1, 1, 2, 2, 2, 0, 0, 0]);
  assertEquals(last.categories, categories);
});

Deno.test("domainLast() refuses a domain that is not there", () => {
  assertThrows(() => domainLast(corpus, "d"), RangeError, 'Cannot put domain "d" last');
});
