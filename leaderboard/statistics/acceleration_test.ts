import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { acceleration } from "./acceleration.ts";

const user = Uint32Array.of(0, 2, 3), cases = Float64Array.of(1, 3, 2);
const part = { user, cases, sums: Float64Array.of(1, 0, 2), mean: 0.5, weight: 1 };
const other = {
  ...{ user: Uint32Array.of(2, 4), cases: Float64Array.of(1, 1) },
  ...{ sums: Float64Array.of(1, 0), mean: 0.5, weight: 3 },
};

Deno.test("acceleration() is that of the users' influences, worked out by hand", () => {
  // 1 − ½, 0 − 3 · ½, 2 − 2 · ½: cubes ⅛ − 27⁄8 + 1, squares ¼ + 9⁄4 + 1.
  assertAlmostEquals(acceleration([part], 5), -2.25 / (6 * 3.5 ** 1.5), 1e-15);
});

Deno.test("acceleration() adds up what one user is in several parts, by their weights", () => {
  // ½, −3⁄2 + 3 · ½ = 0, 1 and −3⁄2.
  assertAlmostEquals(acceleration([part, other], 5), (0.125 + 1 - 3.375) / (6 * 3.5 ** 1.5), 1e-15);
});

Deno.test("acceleration() hangs on neither scale nor shift of the metric, and turns with its sign", () => {
  const a = acceleration([part, other], 5);
  for (const [scale, shift] of [[3, 0.2], [-1, 0], [-0.01, 5]]) {
    const moved = [part, other].map((part) => ({
      ...part,
      sums: part.sums.map((sum, row) => scale * sum + shift * part.cases[row]),
      mean: scale * part.mean + shift,
    }));
    assertAlmostEquals(acceleration(moved, 5), Math.sign(scale) * a, 1e-12);
  }
});

Deno.test("acceleration() is 0 where users are alike, and below a sixth for one that is not", () => {
  const alone = Uint32Array.from({ length: 1000 }, (_, at) => at);
  const cases = new Float64Array(1000).fill(1), all = { user: alone, cases, weight: 1 };
  assertEquals(acceleration([{ ...all, sums: cases, mean: 1 }], 1000), 0);
  const sums = cases.map((_, at) => Number(at === 7));
  const most = acceleration([{ ...all, sums, mean: 0.001 }], 1000);
  assertAlmostEquals(most, 998 / (6 * Math.sqrt(1000 * 999)), 1e-12);
  assert(most < 1 / 6);
});
