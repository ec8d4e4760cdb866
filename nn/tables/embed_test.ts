import { assertEquals, assertRejects } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
import { assertNear } from "../testing/assert_near.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { embed } from "./embed.ts";

const table = { shape: [3, 2], values: new Float32Array([1, 2, 3, 4, 5, 6]) };

forEachDevice("embed() gives the rows", async () => {
  const places = new Int32Array([2, 0, 2]);
  const rows = await evaluate({ table }, (weights) => embed(weights.get("table", [3, 2]), places));
  assertEquals([...rows], [5, 6, 1, 2, 5, 6]);
});

forEachDevice("embed() sums the gradients of a row that is used twice", async () => {
  const { gradients } = await differentiate({ table }, (weights) => {
    const rows = embed(weights.get("table", [3, 2]), new Int32Array([2, 0, 2]));
    return rows.mul([[1, 2], [3, 4], [10, 20]]).sum();
  });
  assertEquals([...gradients.table], [3, 4, 0, 0, 11, 22]);
});

forEachDevice("embed() has the gradient of finite differences", async () => {
  await assertGradient({ table: randomParameter("table", [4, 3]) }, (weights) => {
    return embed(weights.get("table", [4, 3]), new Int32Array([1, 1, 3, 0])).square().mean();
  });
});

forEachDevice("embed() refuses a place outside the table", async () => {
  for (const place of [3, -1]) {
    const compute = () =>
      evaluate({ table }, (weights) => embed(weights.get("table", [3, 2]), Int32Array.of(place)));
    await assertRejects(
      compute,
      RangeError,
      `Cannot embed row ${place}: none of 3, expected 0 … 2`,
    );
  }
});

forEachDevice(
  "embed() sums the gradients of many places",
  async (device) => {
    // One row for a third of all places, as the start of a sequence has.
    const places = Int32Array.from({ length: 300 }, (_, i) => i % 3 ? (i * i) % 40 : 7);
    const slopes = randomParameter("slopes", [300, 5]), expected = new Float32Array(40 * 5);
    slopes.values.forEach((slope, i) => {
      const at = places[Math.floor(i / 5)] * 5 + i % 5;
      expected[at] = expected[at] + slope;
    });
    const { gradients } = await differentiate(
      { table: randomParameter("table", [40, 5]), slopes },
      (weights) =>
        embed(weights.get("table", [40, 5]), places).mul(weights.get("slopes", [300, 5])).sum(),
    );
    assertNear(gradients.table, expected, 1e-6);
    // By atomics, as tfjs does it, the bits change from run to run.
    if (device === "webgpu") assertEquals(gradients.table, expected);
  },
);

forEachDevice("embed() of no places has a gradient of 0", async () => {
  const { gradients } = await differentiate({ table }, (weights) => {
    const rows = weights.get("table", [3, 2]);
    return rows.concat(embed(rows, new Int32Array(0))).sum();
  });
  assertEquals([...gradients.table], [1, 1, 1, 1, 1, 1]);
});
