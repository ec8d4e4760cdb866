import { assert, assertEquals } from "@std/assert";
import { type CandidateDraw, CandidateSampler } from "./sample_candidates.ts";

const POOL = Uint32Array.from({ length: 50 }, (_, i) => 2 * i); // the even items below 100
const KEY = [1, 2, 3, 4];

/** The negatives of one draw. */
function negatives(draw: Partial<CandidateDraw>, pools = [POOL]): number[] {
  const items = new Uint32Array(101);
  const written = new CandidateSampler(pools, 100).draw({
    key: KEY,
    user: [7, 8],
    ordinal: 0,
    pool: 0,
    count: 10,
    target: 4,
    history: [],
    ...draw,
  }, items);
  assertEquals(items[0], draw.target ?? 4);
  return [...items.subarray(1, written)];
}

Deno.test("draw() is uniform over what is open: chi-squared over 40 items", () => {
  const history = [0, 2, 6, 8, 10, 12, 14, 16, 18], counts = new Map<number, number>();
  for (let ordinal = 0; ordinal < 4000; ordinal++) {
    const drawn = negatives({ ordinal, history });
    assertEquals(new Set(drawn).size, 10);
    for (const item of drawn) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  assertEquals([...counts.keys()].sort((a, b) => a - b), [...POOL].slice(10));
  // Each of 40 in a quarter of the draws; without replacement the statistic is (N − n)/(N − 1) as wide.
  const chi = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  assert(chi < 72.1 * (30 / 39) * 1.02, `chi-squared ${chi}`); // 39 degrees, once in 1,000 seeds
});

Deno.test("draw() of a small pool is a uniform part of it, or all of it", () => {
  const history = [...POOL].slice(15), counts = new Map<number, number>();
  for (let ordinal = 0; ordinal < 4000; ordinal++) {
    for (const item of negatives({ ordinal, history, count: 10 })) {
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
  }
  // 14 are open (15 less the target): each in 10 of 14 draws.
  const expected = 4000 * 10 / 14;
  assertEquals(counts.size, 14);
  for (const n of counts.values()) assert(Math.abs(n - expected) < 130); // 4.5 deviations
  assertEquals(negatives({ history, count: 50 }).sort((a, b) => a - b), [
    ...[...POOL].slice(0, 15).filter((item) => item !== 4),
  ]);
});

Deno.test("draw() depends on each part of its key", () => {
  const before = String(negatives({}));
  assertEquals(String(negatives({})), before);
  assert(String(negatives({ ordinal: 1 })) !== before);
  assert(String(negatives({ user: [7, 9] })) !== before);
  assert(String(negatives({ key: [1, 2, 3, 5] })) !== before);
});

Deno.test("draw() takes from its own pool, wherever target and history lie", () => {
  const odd = POOL.map((item) => item + 1);
  const drawn = negatives({ pool: 1, target: 4, history: [1, 3, 6], count: 48 }, [POOL, odd]);
  assertEquals(drawn.sort((a, b) => a - b), [...odd].filter((item) => item > 3));
});
