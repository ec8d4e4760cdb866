import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../../core/random_stream.ts";
import { NegativeSampler } from "./negative_sampler.ts";
import { sequenceBatch } from "./sequence_batch.ts";
import { sequenceBatches } from "./sequence_batches.ts";
import { sequenceWindows } from "./sequence_windows.ts";

// 30 users with 1 … 12 events on 40 items; even items are of domain 0, odd ones of domain 1.
const ITEMS = 40, counts = Array.from({ length: 30 }, (_, user) => 1 + (user * 7) % 12);
const offsets = new Uint32Array(counts.length + 1);
counts.forEach((count, user) => offsets[user + 1] = offsets[user] + count);
const random = RandomStream.from(2, "items");
const item = Uint32Array.from({ length: offsets[30] }, () => random.below(ITEMS));
const view = {
  users: counts.length,
  events: { offsets, item, time: new Float64Array(item.length) },
  trainable: new Uint8Array(Math.ceil(item.length / 8)).fill(255),
  catalogue: {
    items: ITEMS,
    itemDomain: Uint8Array.from({ length: ITEMS }, (_, i) => i % 2),
    domains: [],
    itemIdentity: Uint32Array.from({ length: ITEMS }, (_, i) => i),
    itemTextSize: 0,
  },
};
const windows = sequenceWindows(view, { length: 5, keep: "all" });
const epoch = (seed: number, epoch = 0, batchSize = 8) => [
  ...sequenceBatches(view, { windows, batchSize, seed, epoch, start: ITEMS, padding: "left" }),
];

Deno.test("sequenceBatches() ask for every event once an epoch", () => {
  fc.assert(fc.property(fc.nat(), fc.nat(9), fc.integer({ min: 1, max: 70 }), (seed, at, size) => {
    const asked = epoch(seed, at, size).flatMap(({ user, target }) =>
      Array.from(target, (each, i) => [user[i], each])
    );
    const wanted = [...counts.entries()].flatMap(([user]) =>
      Array.from(item.subarray(offsets[user], offsets[user + 1]), (each) => [user, each])
    );
    assertEquals(asked.map(String).sort(), wanted.map(String).sort());
  }));
});

Deno.test("sequenceBatches() are a function of seed and epoch, and of nothing drawn before", () => {
  const plain = (seed: number, at: number) => epoch(seed, at).map(({ random: _, ...rest }) => rest);
  assertEquals(plain(1, 3), plain(1, 3));
  assertNotEquals(plain(1, 3), plain(1, 4));
  assertNotEquals(plain(1, 3), plain(2, 3));
});

Deno.test("sequenceBatches() pad on the side that is asked for", () => {
  const sides = (["left", "right", undefined] as const).map((padding) => {
    const options = { windows, batchSize: 8, seed: 1, epoch: 0, start: ITEMS };
    return [...sequenceBatches(view, { ...options, ...padding && { padding } })]
      .map(({ random: _, ...rest }) => rest);
  });
  assertNotEquals(sides[0], sides[1]);
  assertEquals(sides[1], sides[2]);
  const all = windows.user.map((_, i) => i);
  const options = { windows, chosen: all, start: ITEMS, padding: "left" } as const;
  const whole = { windows, batchSize: all.length, seed: 1, epoch: 0, start: ITEMS } as const;
  const [batch] = sequenceBatches(view, { ...whole, padding: "left" });
  const { input, size, length } = sequenceBatch(view, options);
  assertEquals([batch.size, batch.length], [size, length]);
  assertEquals([...batch.input].sort(), [...input].sort());
});

Deno.test("a batch's negatives do not depend on which batches were drawn before, nor in which order", () => {
  const draw = (order: (steps: number[]) => number[], sampler: NegativeSampler) => {
    const batches = epoch(6, 2), drawn: (readonly Uint32Array[])[] = [];
    for (const step of order([...batches.keys()])) {
      const { target, user: users, random } = batches[step];
      drawn[step] = [
        sampler.unseen(target, { users, count: 3, random: random("negatives") }),
        sampler.sample(1, { count: 7, random: random("shared") }),
      ];
    }
    return drawn;
  };
  const sampler = new NegativeSampler(view), whole = draw((steps) => steps, sampler);
  const seen = fc.array(fc.nat(whole.length - 1), { maxLength: 2 * whole.length });
  fc.assert(fc.property(seen, (order) => {
    const drawn = draw(() => order, sampler);
    for (const step of order) assertEquals(drawn[step], whole[step]);
    const anew = draw(() => order, new NegativeSampler(view));
    for (const step of order) assertEquals(anew[step], whole[step]);
  }));
  assertNotEquals(whole[0], whole[1]);
});

Deno.test("a batch's streams begin anew, and differ by label, step, epoch and seed", () => {
  const word = (seed: number, at: number, step: number, label: string) =>
    epoch(seed, at)[step].random(label).uint32();
  assertEquals(word(1, 0, 2, "dropout"), word(1, 0, 2, "dropout"));
  const [batch] = epoch(1);
  assertEquals(batch.random("a").uint32(), batch.random("a").uint32());
  const words = [
    word(1, 0, 2, "dropout"),
    word(2, 0, 2, "dropout"),
    word(1, 1, 2, "dropout"),
    word(1, 0, 3, "dropout"),
    word(1, 0, 2, "negatives"),
  ];
  assertEquals(new Set(words).size, words.length);
});

Deno.test("sequenceBatches() of no window are none; a batch size of 0 is refused", () => {
  const none = sequenceWindows({ ...view, trainable: new Uint8Array(view.trainable.length) }, {
    length: 5,
    keep: "all",
  });
  const options = { windows: none, batchSize: 4, seed: 1, epoch: 0, start: ITEMS };
  assertEquals([...sequenceBatches(view, options)], []);
  assertThrows(() => epoch(1, 0, 0), RangeError, "Cannot cut batches of 0 windows");
  assert(epoch(1, 0, 1).every(({ present }) => present.every((is) => is === 1)));
});
