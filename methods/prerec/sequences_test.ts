import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { balancedBatches } from "./_balanced_batches.ts";
import { domainBatch, intervalTargets } from "./_domain_batch.ts";
import { domainViews } from "./_domain_views.ts";
import { historySequences, sequencesOf } from "./_sequences.ts";

// Even items are of domain 0, odd ones of domain 1; domain 2 has none.
const catalogue = buildCatalogue(10, { domains: 3, domainOf: (item) => item % 2 });

Deno.test("domainViews() hold every event once, with its domain, user, order and time", () => {
  const sequences = fc.array(fc.array(fc.nat(9), { maxLength: 12 }), { maxLength: 6 });
  fc.assert(fc.property(sequences, fc.nat(255), (sequences, bits) => {
    const view = buildTrainView(sequences, catalogue);
    view.trainable.fill(bits);
    const parts = domainViews(view, { length: 3 });
    const is = (row: number) => (view.trainable[row >> 3] >> (row & 7) & 1) === 1;
    for (const domain of [0, 1, 2]) {
      const part = parts.find((each) => each.domain === domain);
      const found = sequences.map((_, user) => {
        if (part === undefined) return [];
        const { offsets, item, time } = part.events;
        return Array.from(
          { length: offsets[user + 1] - offsets[user] },
          (_, at) => {
            const row = offsets[user] + at;
            const target = (part.trainable[row >> 3] >> (row & 7) & 1) === 1;
            return [item[row], time[row], target];
          },
        );
      });
      const expected = sequences.map((sequence, user) =>
        sequence.map((item, at) => {
          const row = view.events.offsets[user] + at;
          return [item, view.events.time[row], is(row)] as const;
        }).filter(([item]) => item % 2 === domain)
      );
      const targets = expected.map((own) => own.filter(([, , target]) => target).length);
      const all = targets.reduce((sum, each) => sum + each, 0);
      // A domain without a target has nothing to learn from.
      assertEquals(part === undefined, all === 0);
      if (part === undefined) continue;
      assertEquals(found, expected.map((own) => own.map((each) => [...each])));
      assertEquals([part.targets, [...part.userTargets]], [all, targets]);
    }
  }));
});

Deno.test("domainBatch() tells every event from the token and what stands before it", () => {
  const view = buildTrainView([[0, 2, 4, 6, 8], [1, 0, 3]], catalogue);
  const [even, odd] = domainViews(view, { length: 3 });
  const batch = domainBatch(even, Uint32Array.from(even.windows.user.keys()));
  // Windows from the end backwards: 4 6 8 behind 2; 0 2; of the other user 0 alone.
  assertEquals(batch.rows.map(({ items }) => [...items]), [[2, 4, 6], [0], []]);
  assertEquals(batch.target, [4, 6, 8, 0, 2, 0]);
  assertEquals(batch.row, [0, 0, 0, 1, 1, 2]);
  // Position 0 is the token's: it tells a first event alone.
  assertEquals(batch.position, [1, 2, 3, 0, 1, 0]);
  assertEquals(batch.user, [0, 0, 0, 0, 0, 1]);
  assertEquals(batch.time, [2, 3, 4, 0, 1].map((e) => 3 * 86400 * e).concat(3 * 86400 + 1));
  assertEquals(domainBatch(odd, Uint32Array.of(0)).target, [1, 3]);
});

Deno.test("domainBatch() asks for no event that may not be a target", () => {
  const view = buildTrainView([[0, 2, 4, 6]], catalogue);
  view.trainable.fill(0b0110);
  const [even] = domainViews(view, { length: 5 });
  const { target, position, rows } = domainBatch(even, Uint32Array.of(0));
  assertEquals([target, position], [[2, 4], [1, 2]]);
  assertEquals(rows.map(({ items }) => [...items]), [[0, 2, 4]]);
});

Deno.test("intervalTargets() put targets of one interval together, with each value of F once", () => {
  const asked: [number, number[]][] = [],
    factors: Record<number, Record<number, number>> = {
      1: { 9: 0, 1: 0.5, 5: 0, 7: 0.5 },
      3: { 9: 0.25, 1: 0, 5: 0.5, 7: 0 },
    };
  const found = intervalTargets({ target: [5, 7, 5, 9] }, {
    interval: [3, 1, 1, 3],
    items: Uint32Array.of(9, 1, 5, 7),
    candidates: 2,
    orders: 2,
    factors: (interval, items) => {
      asked.push([interval, [...items]]);
      return Float32Array.from([...items].flatMap((item) => {
        const first = factors[interval][item];
        return [first, 10 * interval * first];
      }));
    },
  });
  assertEquals(asked, [[1, [9, 1, 7, 5]], [3, [9, 1, 5, 9]]]);
  assertEquals(found.intervals.map((each) => [...each]), [[1, 2], [0, 3]]);
  assertEquals([[...found.positive], [...found.among]], [[2, 3, 2, 0], [0, 0, 0, 1]]);
  assertEquals([...found.factors], [0, 0, 0.5, 5, 0.25, 7.5, 0, 0, 0.5, 15]);
  // Candidates 9 and 1 in interval 1, in interval 3; then the targets 5, 7, 5, 9.
  assertEquals([...found.factorRow], [0, 1, 2, 3, 4, 1, 0, 2]);
});

Deno.test("historySequences() are the last items of the asked domain behind its token", () => {
  const history = {
    offsets: Uint32Array.of(0, 6, 6, 8),
    item: Uint32Array.of(0, 1, 2, 3, 4, 6, 2, 5),
  };
  const sequences = historySequences(history, {
    domain: Uint8Array.of(0, 1, 1),
    itemDomain: catalogue.itemDomain,
    length: 4,
  });
  const { size, length, item, isItem, last, domain } = sequences;
  assertEquals([size, length, [...domain]], [3, 4, [0, 1, 1]]);
  assertEquals([...item], [0, 2, 4, 6, 0, 0, 0, 0, 0, 5, 0, 0]);
  assertEquals([...isItem], [0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0]);
  assertEquals([...last], [3, 4, 9]);
});

Deno.test("sequencesOf() no rows is no sequence", () => {
  assertEquals(sequencesOf([], 3).size, 0);
});

Deno.test("balancedBatches() of one domain give each window once an epoch", () => {
  const lengths = Uint32Array.from({ length: 23 }, (_, i) => i % 5);
  for (const epoch of [0, 1, 7]) {
    const steps = [...balancedBatches([lengths], { batchSize: 4, seed: 1, epoch })];
    assertEquals(steps.length, 6);
    const all = steps.flatMap(([own]) => [...own]).sort((a, b) => a - b);
    assertEquals(all, [...lengths.keys()]);
  }
});

Deno.test("balancedBatches() give a small domain as many windows as a large one", () => {
  const lengths = [new Uint32Array(40).fill(3), new Uint32Array(8).fill(3)], seen = [0, 0];
  const times = lengths.map((own) => new Uint32Array(own.length));
  for (let epoch = 0; epoch < 10; epoch++) {
    const steps = [...balancedBatches(lengths, { batchSize: 8, seed: 3, epoch })];
    assertEquals(steps.length, 6);
    for (const step of steps) {
      assertEquals(step.map((own) => own.length), [4, 4]);
      step.forEach((own, domain) => {
        seen[domain] += own.length;
        for (const window of own) times[domain][window]++;
      });
    }
    assertEquals(steps, [...balancedBatches(lengths, { batchSize: 8, seed: 3, epoch })]);
  }
  assertEquals(seen, [240, 240]);
  // By turns: none is 2 ahead of another.
  for (const own of times) assertEquals(Math.max(...own) - Math.min(...own) <= 1, true);
});

Deno.test("balancedBatches() of a batch smaller than the number of domains have one of each", () => {
  const lengths = [new Uint32Array(3).fill(1), new Uint32Array(1).fill(1)];
  for (const step of balancedBatches(lengths, { batchSize: 1, seed: 1, epoch: 0 })) {
    assertEquals(step.map((own) => own.length), [1, 1]);
  }
  assertEquals([...balancedBatches([], { batchSize: 4, seed: 1, epoch: 0 })], []);
});
