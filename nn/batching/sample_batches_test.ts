import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { sampleBatches } from "./sample_batches.ts";

// User 0: items 0 1 2 3, user 1: none, user 2: items 3 0. Event 1 is not trainable.
const view = {
  events: {
    offsets: new Uint32Array([0, 4, 4, 6]),
    item: new Uint32Array([0, 1, 2, 3, 3, 0]),
    time: new Float64Array([10, 11, 12, 13, 20, 21]),
    rating: new Float32Array([1, 2, 3, 4, 5, 4]),
  },
  trainable: new Uint8Array([0b111101]),
  label: new Float32Array([1, 0, 0, 1, 1, 0]),
  catalogue: { itemDomain: new Uint8Array([0, 1, 0, 1]) },
};

/** Every sample of an epoch as user, history and target, sorted. */
function samples(options: { batchSize: number; domain?: number; epoch?: number }): string[] {
  const found: string[] = [];
  for (const batch of sampleBatches(view, { seed: 1, epoch: 0, ...options })) {
    const { offsets, item, time, rating } = batch.history;
    batch.target.forEach((target, i) => {
      const [from, to] = [offsets[i], offsets[i + 1]];
      found.push(
        `${batch.user[i]}: ${item.subarray(from, to).join(" ")} > ${target} of ${
          batch.domain[i]
        } ` +
          `at ${batch.time[i]}, ${time.subarray(from, to).join(" ")}, ${
            rating?.subarray(from, to).join(" ")
          }, label ${batch.label[i]}`,
      );
    });
  }
  return found.sort();
}

Deno.test("sampleBatches() gives every trainable event once, with all that was before it", () => {
  const expected = [
    "0:  > 0 of 0 at 10, , , label 1",
    "0: 0 1 2 > 3 of 1 at 13, 10 11 12, 1 2 3, label 1",
    "0: 0 1 > 2 of 0 at 12, 10 11, 1 2, label 0",
    "2:  > 3 of 1 at 20, , , label 1",
    "2: 3 > 0 of 0 at 21, 20, 5, label 0",
  ];
  for (const batchSize of [1, 2, 9]) assertEquals(samples({ batchSize }), expected);
  assertEquals(samples({ batchSize: 2, epoch: 5 }), expected);
});

Deno.test("sampleBatches() of a domain has its targets only, and histories of all", () => {
  assertEquals(samples({ batchSize: 2, domain: 1 }), [
    "0: 0 1 2 > 3 of 1 at 13, 10 11 12, 1 2 3, label 1",
    "2:  > 3 of 1 at 20, , , label 1",
  ]);
  assertEquals(samples({ batchSize: 2, domain: 7 }), []);
});

Deno.test("sampleBatches() has a stream of its own per label, domain, epoch and step", () => {
  const first = (label: string, options: { epoch?: number; domain?: number; seed?: number }) => {
    const [batch] = sampleBatches(view, { batchSize: 2, seed: 1, epoch: 0, ...options });
    return batch.random(label).uint32();
  };
  const drawn = [
    first("a", {}),
    first("b", {}),
    first("a", { epoch: 1 }),
    first("a", { domain: 1 }),
    first("a", { seed: 2 }),
  ];
  assertEquals(new Set(drawn).size, drawn.length);
  assertEquals(first("a", {}), drawn[0]);
  const [one, two] = sampleBatches(view, { batchSize: 2, seed: 1, epoch: 0 });
  assertNotEquals(one.random("a").uint32(), two.random("a").uint32());
});

Deno.test("sampleBatches() mixes histories that are longer than what is told", () => {
  const lengths = (length?: number) => {
    const users = 40, offsets = Uint32Array.from({ length: users + 1 }, (_, user) => user * 4);
    const many = {
      events: { offsets, item: new Uint32Array(160), time: new Float64Array(160) },
      trainable: new Uint8Array(20).fill(255),
      label: new Float32Array(160),
      catalogue: { itemDomain: new Uint8Array(1) },
    };
    const options = { batchSize: 40, seed: 1, epoch: 0, ...length !== undefined && { length } };
    return [...sampleBatches(many, options)].map(({ history: { offsets } }) =>
      new Set(Array.from(offsets.subarray(1), (end, i) => end - offsets[i])).size
    );
  };
  assertEquals(lengths(), [1, 1, 1, 1]);
  assertEquals(lengths(0), [4, 4, 4, 4]);
});

Deno.test("sampleBatches() refuses a batch of none", () => {
  assertThrows(
    () => [...sampleBatches(view, { batchSize: 0, seed: 1, epoch: 0 })],
    RangeError,
    "Cannot cut batches of 0",
  );
});
