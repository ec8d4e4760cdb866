import { assertEquals } from "@std/assert";
import { corpusOfRows } from "../../tests/fixtures/corpus_of_rows.ts";
import { NextId } from "./next_id.ts";

/** Raw ids by falling score, after a history of one raw id. */
function order(ids: string[], after: string): string[] {
  const rows = ids.map((item, time) => ({ user: "u", item, time }));
  const { catalogue } = corpusOfRows(rows);
  const items = Uint32Array.from(ids, (id) => catalogue.rawId.indexOf(id));
  const scores = new Float32Array(items.length);
  new NextId(catalogue).score([catalogue.rawId.indexOf(after)], items, scores);
  return ids.map((id, i) => ({ id, score: scores[i] }))
    .sort((a, b) => b.score - a.score).map(({ id }) => id);
}

Deno.test("NextId puts the nearest number above the history first, those below last", () => {
  assertEquals(order(["2", "10", "9", "1", "100"], "9"), ["10", "100", "9", "2", "1"]);
});

Deno.test("NextId compares ids that are not all numbers as text", () => {
  assertEquals(order(["b2", "b10", "b9", "a1"], "b10"), ["b2", "b9", "b10", "a1"]);
});

Deno.test("NextId knows nothing without a history", () => {
  const { catalogue } = corpusOfRows([{ user: "u", item: "a", time: 1 }]);
  const scores = new Float32Array([7]);
  new NextId(catalogue).score([], new Uint32Array([0]), scores);
  assertEquals(scores[0], 0);
});
