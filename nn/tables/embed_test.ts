import { assertEquals, assertRejects } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { assertGradient } from "../testing/assert_gradient.ts";
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
    await assertRejects(compute, Error, `${place}`);
  }
});
