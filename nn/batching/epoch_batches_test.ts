import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
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

Deno.test("epochBatches() pad by no more than one batch's difference of longest and shortest", () => {
  const longest = (each: ArrayLike<number>): number => Math.max(0, ...Array.from(each));
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 300 }),
    fc.integer({ min: 1, max: 20 }),
    fc.nat(),
    (drawn, batchSize, seed) => {
      let padding = 0;
      for (const batch of epochBatches(Uint32Array.from(drawn), { batchSize, seed, epoch: 0 })) {
        const own = Array.from(batch, (window) => drawn[window]);
        padding += own.reduce((sum, each) => sum + longest(own) - each, 0);
      }
      assert(padding <= (batchSize - 1) * (longest(drawn) - Math.min(...drawn)), `${padding}`);
    },
  ));
});

Deno.test("epochBatches() mix windows of equal length anew each epoch", () => {
  const equal = new Uint32Array(64).fill(5);
  const first = [0, 1].map((epoch) =>
    epochBatches(equal, { batchSize: 8, seed: 1, epoch }).map((batch) => batch.join()).sort()
  );
  assertEquals(first[0].filter((batch) => first[1].includes(batch)), []);
});

Deno.test("epochBatches() refuse a batch size that is no positive whole number", () => {
  for (const batchSize of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => epochBatches(lengths, { batchSize, seed: 1, epoch: 0 }),
      RangeError,
      `Cannot cut batches of ${batchSize} windows: expected a whole number above 0`,
    );
  }
});

Deno.test("epochBatches() are a function of seed and epoch", () => {
  const draw = (seed: number, epoch: number) =>
    epochBatches(lengths, { batchSize: 10, seed, epoch }).map((batch) => [...batch]);
  assertEquals(draw(1, 0), draw(1, 0));
  assertNotEquals(draw(1, 0), draw(1, 1));
  assertNotEquals(draw(1, 0), draw(2, 0));
});
