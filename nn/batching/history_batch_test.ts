import { assertEquals } from "@std/assert";
import { historyBatch } from "./history_batch.ts";
import type { Padding } from "./padding.ts";

const START = 99;

function batchOf(histories: readonly (readonly number[])[], length: number, padding?: Padding) {
  const offsets = new Uint32Array(histories.length + 1);
  histories.forEach((each, i) => offsets[i + 1] = offsets[i] + each.length);
  const item = Uint32Array.from(histories.flat());
  return historyBatch({ offsets, item, time: new Float64Array(item.length) }, {
    length,
    start: START,
    ...padding && { padding },
  });
}

Deno.test("historyBatch() is start token and items, cut to the last ones", () => {
  const { size, length, input, present, last } = batchOf([[1], [1, 2], [1, 2, 3], [1, 2, 3, 4]], 3);
  assertEquals([size, length], [4, 3]);
  assertEquals([...input], [START, 1, START, START, 1, 2, 1, 2, 3, 2, 3, 4]);
  assertEquals([...present], [1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  assertEquals([...last], [1, 5, 8, 11]);
});

Deno.test("historyBatch() of an empty history is the start token", () => {
  const { input, last } = batchOf([[], [7]], 2);
  assertEquals([[...input], [...last]], [[START, START, START, 7], [0, 3]]);
});

Deno.test("historyBatch() with one position is the last item", () => {
  const { input, last } = batchOf([[], [7], [7, 8]], 1);
  assertEquals([[...input], [...last]], [[START, 7, 8], [0, 1, 2]]);
});

Deno.test("historyBatch() of no history is empty", () => {
  assertEquals(batchOf([], 4).size, 0);
});

Deno.test("historyBatch() with padding on the left ends every history at the last position", () => {
  const { input, present, last } = batchOf([[], [1], [1, 2, 3, 4]], 3, "left");
  assertEquals([...input], [START, START, START, START, START, 1, 2, 3, 4]);
  assertEquals([...present], [0, 0, 1, 0, 1, 1, 1, 1, 1]);
  assertEquals([...last], [2, 5, 8]);
});

Deno.test("historyBatch() that fits is as long as the longest history needs", () => {
  const fit = (histories: number[][], length: number) => {
    const offsets = Uint32Array.of(0, ...histories.map(({ length }) => length));
    for (let i = 1; i < offsets.length; i++) offsets[i] += offsets[i - 1];
    const item = Uint32Array.from(histories.flat()),
      time = Float64Array.from(item, (each) => each * 10);
    return historyBatch({ offsets, item, time }, { length, start: START, fit: true });
  };
  assertEquals([...fit([[], [1, 2]], 5).input], [START, START, START, START, 1, 2]);
  assertEquals([...fit([[3], [1, 2, 4]], 2).input], [START, 3, 2, 4]);
  assertEquals([...fit([[]], 5).input], [START]);
  assertEquals([...fit([[3], [1, 2, 4]], 2).time], [NaN, 30, 20, 40]);
  assertEquals([...fit([[], [1]], 3).time], [NaN, NaN, NaN, 10]);
});
