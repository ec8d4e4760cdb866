import { assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Popularity, PopularityHistory } from "../../plugins/contract/mod.ts";
import { IntervalFactors } from "./interval_factors.ts";
import { PopularityFactors } from "./popularity_factors.ts";

const ITEMS = 7, DAYS = 15, INTERVAL = 86400 * DAYS, ORDERS = 4;
const itemDomain = Uint8Array.from({ length: ITEMS }, (_, item) => item % 3 === 0 ? 2 : 0);
const all = Uint32Array.from({ length: ITEMS }, (_, item) => item);

interface Event {
  readonly item: number;
  readonly time: number;
}

const event: fc.Arbitrary<Event> = fc.record({
  item: fc.nat(ITEMS - 1),
  time: fc.integer({ min: 0, max: 6 * INTERVAL - 1 }),
});
const events = fc.array(event, { maxLength: 60 });

/** F as it is written down, from all events and the time of a query. */
function bruteForce(events: readonly Event[], now: number): number[] {
  const own = Math.floor(now / INTERVAL);
  const counts = Array.from(
    all,
    (item) =>
      events.filter((each) => each.item === item && Math.floor(each.time / INTERVAL) === own - 1)
        .length,
  );
  return counts.flatMap((count, item) => {
    const others = counts.filter((_, other) => itemDomain[other] === itemDomain[item]);
    return Array.from({ length: ORDERS }, (_, i) => {
      const sum = others.reduce((sum, each) => sum + each ** (i + 1), 0);
      const norm = (sum / others.length) ** (1 / (i + 1));
      return norm === 0 ? 0 : count / norm;
    });
  });
}

/** As the host gives a view's training events. */
function historyOf(events: readonly Event[]): PopularityHistory {
  const counts = new Map<number, Map<number, number>>();
  for (const { item, time } of events) {
    const interval = Math.floor(time / INTERVAL), own = counts.get(interval) ?? new Map();
    counts.set(interval, own.set(item, (own.get(item) ?? 0) + 1));
  }
  const first = Math.min(...counts.keys(), 6), last = Math.max(...counts.keys(), first);
  const rows = Array.from(
    { length: last - first + 1 },
    (_, at) => [...counts.get(first + at) ?? []].sort(([a], [b]) => a - b),
  );
  const offsets = [0];
  for (const row of rows) offsets.push(offsets[offsets.length - 1] + row.length);
  return {
    days: DAYS,
    first,
    offsets: Uint32Array.from(offsets),
    item: Uint32Array.from(rows.flat(), ([item]) => item),
    count: Uint32Array.from(rows.flat(), ([, count]) => count),
  };
}

/** As the host gives a query's. */
function popularityAt(events: readonly Event[], now: number): Popularity {
  const interval = Math.floor(now / INTERVAL), total = new Uint32Array(ITEMS);
  const last = new Uint32Array(ITEMS);
  for (const { item, time } of events) {
    if (Math.floor(time / INTERVAL) < interval) total[item]++;
    if (Math.floor(time / INTERVAL) === interval - 1) last[item]++;
  }
  return { days: DAYS, interval, total, last };
}

/** Both ways to F of all items at a time. */
function found(events: readonly Event[], now: number): [Float32Array, Float32Array] {
  const factors = new PopularityFactors({ itemDomain }, { orders: ORDERS });
  const interval = Math.floor(now / INTERVAL);
  return [
    factors.before(interval, historyOf(events)).of(all),
    factors.last(popularityAt(events, now)).of(all),
  ];
}

Deno.test("PopularityFactors are those of a brute force, in training and in a query", () => {
  fc.assert(fc.property(events, fc.nat(8 * INTERVAL), (events, now) => {
    const expected = bruteForce(events, now);
    for (const factors of found(events, now)) {
      assertEquals(factors.length, expected.length);
      factors.forEach((factor, i) => assertAlmostEquals(factor, expected[i], 1e-5 * expected[i]));
    }
  }));
});

Deno.test("no event of the query's own interval or later changes PopularityFactors", () => {
  const later = fc.array(
    fc.record({ item: fc.nat(ITEMS - 1), after: fc.nat(3 * INTERVAL) }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(fc.property(events, fc.nat(6 * INTERVAL), later, (events, now, later) => {
    const open = Math.floor(now / INTERVAL) * INTERVAL;
    const before = events.filter(({ time }) => time < open);
    const more = later.map(({ item, after }) => ({ item, time: open + after }));
    assertEquals(found([...before, ...more], now), found(before, now));
  }));
});

Deno.test("an event of the interval before does change them, one before that does not", () => {
  const now = 3.5 * INTERVAL, known = [{ item: 1, time: 2 * INTERVAL }];
  const [one] = found(known, now);
  assertNotEquals(found([...known, { item: 2, time: 3 * INTERVAL - 1 }], now)[0], one);
  assertEquals(found([...known, { item: 2, time: 2 * INTERVAL - 1 }], now)[0], one);
});

Deno.test("IntervalFactors by hand: c over the norms of orders 1 and 2", () => {
  const factors = new IntervalFactors(
    { item: Uint32Array.of(0, 3), count: Uint32Array.of(3, 4) },
    { itemDomain: new Uint8Array(5), domainItems: Uint32Array.of(5), orders: 2 },
  );
  // s₁ = 7 / 5, s₂ = √(25 / 5).
  const expected = [15 / 7, 3 / Math.sqrt(5), 0, 0, 20 / 7, 4 / Math.sqrt(5)];
  factors.of([0, 1, 3]).forEach((factor, i) => assertAlmostEquals(factor, expected[i], 1e-6));
});

Deno.test("IntervalFactors of a larger domain with as many events per item are the same", () => {
  const of = (copies: number) => {
    const item = Uint32Array.from({ length: 3 * copies }, (_, i) => i);
    return new IntervalFactors(
      { item, count: item.map((each) => 1 + each % 3) },
      {
        itemDomain: new Uint8Array(4 * copies),
        domainItems: Uint32Array.of(4 * copies),
        orders: 4,
      },
    ).of([0, 1, 2]);
  };
  of(50).forEach((factor, i) => assertAlmostEquals(factor, of(1)[i], 1e-6));
});

Deno.test("IntervalFactors keep the interval's rows alone, and know when they are the same", () => {
  const history = historyOf([{ item: 4, time: 0 }, { item: 5, time: INTERVAL }]);
  const factors = new PopularityFactors({ itemDomain }, { orders: 1 });
  const first = factors.before(1, history), second = factors.before(2, history);
  assertEquals([[...first.item], [...second.item]], [[4], [5]]);
  assertEquals(first.item.buffer, history.item.buffer);
  assertEquals(first.equals(factors.before(1, history)), true);
  assertEquals(first.equals(second), false);
  const twice = historyOf([{ item: 4, time: 0 }, { item: 4, time: 1 }]);
  assertEquals(first.equals(factors.before(1, twice)), false);
  assertEquals(first.equals(factors.before(9, history)), false);
  // Before the first interval and behind the last one nothing is known.
  for (const interval of [-3, 0, 3, 1e9]) {
    assertEquals(factors.before(interval, history).item.length, 0);
  }
});

Deno.test("PopularityFactors refuse a number of orders that is none", () => {
  for (const orders of [0, 1.5, NaN]) {
    assertThrows(
      () => new PopularityFactors({ itemDomain }, { orders }),
      RangeError,
      `Cannot take popularity factors of ${orders} orders: expected a whole number above 0`,
    );
  }
});
