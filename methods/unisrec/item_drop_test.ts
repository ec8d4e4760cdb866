import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { RandomStream } from "@permafrost/bench/nn";
import { itemDrop, lastPositions, type Rows } from "./_item_drop.ts";

const START = 99;
const rows: Rows = {
  size: 3,
  length: 4,
  input: Uint32Array.of(START, 1, 2, 3, 7, 8, START, START, START, START, START, START),
  present: Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0),
};
const drop = (rate: number, seed = 1, from = rows) =>
  itemDrop(from, { rate, random: RandomStream.from(seed, "drop"), start: START });

Deno.test("itemDrop() of nothing gives the same rows", () => {
  assertEquals(drop(0), rows);
});

Deno.test("itemDrop() of nearly all keeps every row's first position", () => {
  const { input, present } = drop(1 - 1e-12);
  assertEquals([...input], [START, ...Array(3).fill(START), 7, ...Array(7).fill(START)]);
  assertEquals([...present], [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
});

Deno.test("itemDrop() draws a number per item behind the first, in order, and closes up", () => {
  const random = RandomStream.from(5, "drop");
  const kept = [1, 2, 3].filter(() => random.float() >= 0.5), also = random.float() >= 0.5;
  const { input, present } = drop(0.5, 5);
  assertEquals([...input.subarray(0, 4)], [START, ...kept, ...Array(3 - kept.length).fill(START)]);
  assertEquals([...input.subarray(4, 8)], [7, also ? 8 : START, START, START]);
  assertEquals(
    [...present],
    [1, ...[0, 1, 2].map((at) => at < kept.length ? 1 : 0), 1, also ? 1 : 0, 0, 0, 1, 0, 0, 0],
  );
});

Deno.test("itemDrop() drops the share that it is told, by its stream alone", () => {
  const length = 5001, present = new Uint8Array(length).fill(1);
  const long = { size: 1, length, input: Uint32Array.from(present, (_, at) => at), present };
  const first = drop(0.2, 1, long), count = first.present.reduce((sum, each) => sum + each, 0);
  // Four standard errors.
  assertAlmostEquals(count / length, 0.8, 4 * Math.sqrt(0.16 / length));
  const kept = first.input.subarray(0, count);
  assertEquals(kept, kept.slice().sort());
  assertEquals(drop(0.2, 1, long), first);
  assertNotEquals(drop(0.2, 2, long), first);
});

Deno.test("lastPositions() are those before the padding", () => {
  assertEquals([...lastPositions(rows)], [3, 5, 8]);
  assertEquals([...lastPositions({ ...rows, size: 0 })], []);
});
