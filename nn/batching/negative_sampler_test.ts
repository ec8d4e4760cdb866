import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../core/random_stream.ts";
import { NegativeSampler } from "./negative_sampler.ts";

// Domain 0: items 0 … 9, of which 9 was never met; domain 1: 10 … 13; domain 2: 14, never met.
const sequences = [[0, 1, 2, 10], [3, 4, 5, 6, 7, 8, 11, 12], [13, 10, 11, 12]];
const offsets = new Uint32Array([0, 4, 12, 16]), item = Uint32Array.from(sequences.flat());
const sampler = new NegativeSampler({
  events: { offsets, item, time: new Float64Array(item.length) },
  catalogue: {
    items: 15,
    itemDomain: Uint8Array.from({ length: 15 }, (_, i) => i < 10 ? 0 : i < 14 ? 1 : 2),
    domains: [],
    itemIdentity: Uint32Array.from({ length: 15 }, (_, i) => i),
    itemTextSize: 0,
  },
});
const stream = (seed = 1) => RandomStream.from(seed, "negatives");

Deno.test("NegativeSampler.pool() is what was met in training, ascending", () => {
  assertEquals([...sampler.pool(0)], [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals([...sampler.pool(1)], [10, 11, 12, 13]);
  assertEquals([...sampler.pool(2)], []);
});

Deno.test("NegativeSampler.unseen() draws the positive's domain, evenly, without the user's items", () => {
  const positives = new Uint32Array([0, 10]), users = new Uint32Array([0, 0]);
  const drawn = sampler.unseen(positives, { users, count: 6000, random: stream() });
  const times = new Map<number, number>();
  drawn.forEach((each, i) => {
    times.set(each, (times.get(each) ?? 0) + 1);
    assert(i < 6000 ? each >= 3 && each <= 8 : each >= 11 && each <= 13, `${each} at ${i}`);
  });
  // Four standard errors around 1,000 and 2,000.
  for (let each = 3; each <= 8; each++) assert(Math.abs((times.get(each) ?? 0) - 1000) < 116);
  for (let each = 11; each <= 13; each++) assert(Math.abs((times.get(each) ?? 0) - 2000) < 147);
});

Deno.test("NegativeSampler.unseen() knows whose positive it is", () => {
  const positives = new Uint32Array([0, 3, 0]), users = new Uint32Array([0, 1, 0]);
  for (let seed = 0; seed < 50; seed++) {
    const drawn = sampler.unseen(positives, { users, count: 4, random: stream(seed) });
    drawn.forEach((each, i) => assertEquals(each >= 3, i < 4 || i >= 8, `${each} at ${i}`));
  }
});

Deno.test("NegativeSampler.unseen() ends where a user has every item of the domain", () => {
  const options = { users: new Uint32Array([2]), count: 3, random: stream() };
  for (const each of sampler.unseen(new Uint32Array([10]), options)) {
    assert(each >= 10 && each < 14);
  }
});

Deno.test("NegativeSampler.sample() gives distinct items, each as often as another", () => {
  const times = new Uint32Array(9), random = stream();
  for (let trial = 0; trial < 3000; trial++) {
    const drawn = sampler.sample(0, { count: 3, random });
    assertEquals(new Set(drawn).size, 3);
    for (const each of drawn) times[each]++;
  }
  // Four standard errors around 1,000 = 3,000 · 3 / 9.
  for (const each of times) assert(Math.abs(each - 1000) < 104, `${times}`);
});

Deno.test("NegativeSampler.sample() gives the whole pool if asked for as much or more", () => {
  for (const count of [4, 5, Infinity]) {
    assertEquals([...sampler.sample(1, { count, random: stream() })], [10, 11, 12, 13]);
  }
});

Deno.test("NegativeSampler.ofCatalogue() draws from items that were never met, too", () => {
  const all = NegativeSampler.ofCatalogue({
    items: 3,
    itemDomain: Uint8Array.of(1, 0, 1),
    domains: [],
    itemIdentity: Uint32Array.of(0, 1, 2),
    itemTextSize: 0,
  });
  assertEquals([...all.pool(1)], [0, 2]);
  assertEquals([...all.pool(0)], [1]);
});
