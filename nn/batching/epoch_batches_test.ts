import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { epochBatches } from "./epoch_batches.ts";

const lengths = Uint32Array.from({ length: 103 }, (_, i) => 1 + i % 7);

Deno.test("epochBatches() hold every window once, and none is dropped", () => {
  fc.assert(fc.property(
    fc.array(fc.nat(5), { maxLength: 50 }),
    fc.integer({ min: 1, max: 9 }),
    fc.nat(),
    (drawn, batchSize, seed) => {
      const batches = epochBatches(Uint32Array.from(drawn), { batchSize, seed, epoch: 0 });
      const all = batches.flatMap((batch) => [...batch]).sort((a, b) => a - b);
      assertEquals(all, drawn.map((_, i) => i));
      assert(batches.every((batch) => batch.length >= 1 && batch.length <= batchSize));
      assert(batches.filter((batch) => batch.length < batchSize).length <= 1);
    },
  ));
});

Deno.test("epochBatches() put windows of like length together", () => {
  const batches = epochBatches(lengths, { batchSize: 10, seed: 1, epoch: 0 });
  const padding = batches.map((batch) => {
    const longest = Math.max(...batch.map((window) => lengths[window]));
    return batch.reduce((sum, window) => sum + longest - lengths[window], 0);
  });
  // Each step from one length to the next costs at most a batch of one missing position each.
  assert(padding.reduce((sum, each) => sum + each, 0) <= 6 * 10);
});

Deno.test("epochBatches() are a function of seed and epoch", () => {
  const draw = (seed: number, epoch: number) =>
    epochBatches(lengths, { batchSize: 10, seed, epoch }).map((batch) => [...batch]);
  assertEquals(draw(1, 0), draw(1, 0));
  assertNotEquals(draw(1, 0), draw(1, 1));
  assertNotEquals(draw(1, 0), draw(2, 0));
});
