import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { evaluate } from "../../nn/evaluate.ts";
import { assertNear } from "../../nn/testing/assert_near.ts";
import { forEachDevice } from "../../nn/testing/for_each_device.ts";
import { shapleyValues } from "./_shapley_values.ts";

function valuesOf(worth: readonly number[]): Promise<Float32Array> {
  const v = { shape: [worth.length], values: Float32Array.from(worth) };
  return evaluate({ v }, (weights) => shapleyValues(weights.get("v", [worth.length])));
}

/** What each player adds to those before it, as the mean over all orders of the players. */
function overOrders(worth: readonly number[]): number[] {
  const players = Math.log2(worth.length), sums = new Array(players).fill(0);
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) =>
        orders(rest.filter((each) => each !== first)).map((others) => [first, ...others])
      );
  const all = orders([...sums.keys()]);
  for (const order of all) {
    let coalition = 0;
    for (const player of order) {
      sums[player] -= worth[coalition];
      coalition |= 1 << player;
      sums[player] += worth[coalition];
    }
  }
  return sums.map((sum) => sum / all.length);
}

const games = fc.integer({ min: 1, max: 5 }).chain((players) =>
  fc.array(fc.integer({ min: -1000, max: 1000 }).map((each) => each / 64), {
    minLength: 2 ** players,
    maxLength: 2 ** players,
  })
);

forEachDevice("Shapley values are those of the worked example of the glove game", async () => {
  // Players 0 and 1 have a left glove, 2 a right one; a pair is worth 1.
  assertNear(await valuesOf([0, 0, 0, 0, 0, 1, 1, 1]), [1 / 6, 1 / 6, 4 / 6], 1e-6);
  assertNear(await valuesOf([2, 5]), [3], 1e-6);
});

forEachDevice("Shapley values are means over orders, and share out v(all) − v(∅)", async () => {
  await fc.assert(
    fc.asyncProperty(games, async (worth) => {
      const values = await valuesOf(worth);
      assertNear(values, overOrders(worth), 1e-4);
      const sum = values.reduce((a, b) => a + b);
      assertNear([sum], [worth[worth.length - 1] - worth[0]], 1e-4);
    }),
    { numRuns: 30 },
  );
}, { devices: ["cpu", "wasm"] });

forEachDevice("players who are alike get as much, one who adds nothing gets nothing", async () => {
  // v hangs on how many of the first three are there; the fourth is always alike.
  const size = (coalition: number) => [0, 1, 2].filter((at) => coalition >> at & 1).length;
  const worth = Array.from({ length: 16 }, (_, coalition) => [3, 1, 7, 6][size(coalition)]);
  const values = await valuesOf(worth);
  assertNear(values, [1, 1, 1, 0], 1e-5);
}, { devices: ["cpu", "wasm"] });

forEachDevice("worths that are not of all coalitions are refused", async () => {
  for (const count of [1, 3, 6]) {
    await assertRejects(
      () => valuesOf(new Array(count).fill(0)),
      RangeError,
      `Cannot share out worths of shape [${count}]: expected 2, 4, 8, … coalitions`,
    );
  }
  assertEquals((await valuesOf([0, 0, 0, 0])).length, 2);
}, { devices: ["wasm"] });
