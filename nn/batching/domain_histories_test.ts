import { assertEquals } from "@std/assert";
import { domainHistories } from "./domain_histories.ts";

const histories = {
  offsets: new Uint32Array([0, 4, 4, 6]),
  item: new Uint32Array([0, 1, 2, 3, 1, 0]),
  time: new Float64Array([1, 2, 3, 4, 5, 6]),
};
const itemDomain = new Uint8Array([0, 1, 0, 1]);

Deno.test("domainHistories() keeps the events of each sequence's own domain, in order", () => {
  const own = domainHistories(histories, { itemDomain, domain: [1, 0, 0] });
  assertEquals([...own.offsets], [0, 2, 2, 3]);
  assertEquals([...own.item], [1, 3, 0]);
  assertEquals([...own.time], [2, 4, 6]);
  assertEquals(own.rating, undefined);
});

Deno.test("domainHistories() keeps ratings beside their events", () => {
  const rating = new Float32Array([5, 4, 3, 2, 1, 0]);
  const own = domainHistories({ ...histories, rating }, { itemDomain, domain: [1, 1, 1] });
  assertEquals([...own.rating ?? []], [4, 2, 1]);
});

Deno.test("domainHistories() of no sequence is none", () => {
  const none = {
    offsets: new Uint32Array(1),
    item: new Uint32Array(),
    time: new Float64Array(),
  };
  assertEquals([...domainHistories(none, { itemDomain, domain: [] }).offsets], [0]);
});
