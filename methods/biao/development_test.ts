import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { clickBatches, type JointBatch } from "@permafrost/bench/nn";
import { buildCatalogue } from "../../plugins/conformance/build_catalogue.ts";
import { buildTrainView } from "../../plugins/conformance/build_train_view.ts";
import { Development } from "./_development.ts";
import { BiaoModel } from "./_model.ts";
import biao, { type BiaoConfig } from "./method.ts";

// Even items are of the target, odd ones of the source.
const catalogue = buildCatalogue(12, { domains: 2, target: 0 });
const sequences = Array.from(
  { length: 9 },
  (_, user) => Array.from({ length: 3 + user % 4 }, (_, step) => (user + 5 * step) % 12),
);
const view = buildTrainView(sequences, catalogue);
const targets = sequences.flat().filter((item) => item % 2 === 0).length;
const small: BiaoConfig = { ...biao.defaults, embeddingSize: 4, upperBatchSize: 8 };

const eventsOf = ({ user, item }: JointBatch["target"]): string[] =>
  Array.from(item, (each, i) => `${user[i]} ${each}`);

for (const upperSource of ["users", "drawn"] as const) {
  Deno.test(`development reorders all target behaviours, and begins again, ${upperSource}`, () => {
    const { base } = BiaoModel.of(view, small, 1), config = { ...small, upperSource };
    const of = (seed: number) => new Development(base, { view, config, seed });
    const all = of(1), batch = (at: number) => eventsOf(all.batch(at).development);
    const whole = Array.from({ length: targets }, (_, i) => batch(i));
    // As many batches of 8 as there are behaviours hold each of them 8 times.
    const counts = new Map<string, number>();
    for (const event of whole.flat()) counts.set(event, (counts.get(event) ?? 0) + 1);
    const expected = new Map<string, number>();
    sequences.forEach((sequence, user) => {
      for (const item of sequence.filter((item) => item % 2 === 0)) {
        expected.set(`${user} ${item}`, (expected.get(`${user} ${item}`) ?? 0) + 8);
      }
    });
    assertEquals(counts, expected);
    assertEquals(of(1).batch(3), all.batch(3));
    assertNotEquals(eventsOf(of(2).batch(0).development), batch(0));
    assert(all.training === view);
  });
}

Deno.test("development goes user by user, with a source behaviour of the user of each", () => {
  const { base } = BiaoModel.of(view, small, 1);
  const all = new Development(base, {
    view,
    config: { ...small, upperBatchSize: targets },
    seed: 1,
  });
  const { development: { user, item }, source } = all.batch(0);
  const users = user.filter((each, i) => each !== user[i - 1]);
  // Everybody has target behaviours: at once, in their order.
  assertEquals([...users].sort(), sequences.map((_, user) => user));
  assertNotEquals([...users], [...users].sort());
  for (const each of users) {
    const own = [...item].filter((_, i) => user[i] === each);
    assertEquals(own, sequences[each].filter((item) => item % 2 === 0));
  }
  assert(source !== undefined);
  const having = [...user].filter((each) => sequences[each].some((item) => item % 2 === 1));
  assertEquals([...source.user], having);
  source.item.forEach((each, i) => {
    assert(each % 2 === 1 && sequences[source.user[i]].includes(each));
  });
  // Drawn anew for every batch.
  assertNotEquals([...all.batch(1).source?.item ?? []], [...source.item]);
  const drawn = new Development(base, {
    view,
    config: { ...small, upperSource: "drawn" },
    seed: 1,
  });
  assertEquals(drawn.batch(0).source, undefined);
});

Deno.test("development of users who have nothing in the source leaves that to the batch", () => {
  const only = buildTrainView([[0, 2, 4], [1, 3]], catalogue),
    { base } = BiaoModel.of(only, small, 1);
  const { development, source } = new Development(base, { view: only, config: small, seed: 1 })
    .batch(0);
  assertEquals([[...development.user], source], [[0, 0, 0], undefined]);
});

Deno.test("development by a share holds it out, at random, and no more", () => {
  const config = { ...small, heldOut: 0.25 }, { base } = BiaoModel.of(view, config, 1);
  const split = new Development(base, { view, config, seed: 1 }), { training } = split;
  const before = structuredClone(view.trainable), count = Math.round(0.25 * targets);
  assertEquals(view.trainable, before);
  const bits = (trainable: Uint8Array) =>
    view.events.item.reduce((sum, _, row) => sum + (trainable[row >> 3] >> (row & 7) & 1), 0);
  assertEquals(bits(training.trainable), bits(view.trainable) - count);
  const held = new Set(eventsOf(split.batch(0).development));
  const options = { batchSize: 8, seed: 1, epoch: 0, source: false };
  const kept = [...clickBatches(base, training, options)].flatMap(({ target }) => eventsOf(target));
  assertEquals(kept.length, targets - count);
  assert(held.size > 1);
  // Users do an item once here, and an event that is held out is not trained on.
  assertEquals(kept.filter((event) => held.has(event)), []);
});

Deno.test("development refuses a share that leaves nothing on one side", () => {
  const { base } = BiaoModel.of(view, small, 1);
  for (const [heldOut, count] of [[0.001, 0], [0.999, targets]]) {
    assertThrows(
      () => new Development(base, { view, config: { ...small, heldOut }, seed: 1 }),
      RangeError,
      `Cannot hold out ${heldOut} of ${targets} target behaviours: ${count}, expected 1 … ${
        targets - 1
      }`,
    );
  }
});
