import { assertEquals, assertRejects } from "@std/assert";
import { differentiate } from "./differentiate.ts";
import { forEachDevice } from "./testing/for_each_device.ts";

const x = { shape: [2], values: new Float32Array([3, 4]) };
const y = { shape: [], values: new Float32Array([2]) };

forEachDevice("differentiate() gives value and gradients, and changes no parameter", async () => {
  const { value, gradients } = await differentiate(
    { x, y },
    (weights) => weights.get("x", [2]).mul(weights.get("y", [])).sum(),
  );
  assertEquals(value, 14);
  assertEquals(gradients, { x: new Float32Array([2, 2]), y: new Float32Array([7]) });
  assertEquals([...x.values, ...y.values], [3, 4, 2]);
});

forEachDevice("differentiate() refuses a parameter that the loss does not use", async () => {
  await assertRejects(
    () => differentiate({ x, y }, (weights) => weights.get("x", [2]).square().sum()),
    TypeError,
    'Cannot differentiate by "y": the loss does not depend on it',
  );
});

forEachDevice("differentiate() refuses a loss that is not finite", async () => {
  await assertRejects(
    () => differentiate({ x }, (weights) => weights.get("x", [2]).sub(5).log().sum()),
    RangeError,
    "Cannot differentiate a loss of NaN: training diverged, expected a finite loss",
  );
});

forEachDevice("differentiate() passes on what the loss throws", async () => {
  const loss = () => {
    throw new Error("half-way");
  };
  await assertRejects(() => differentiate({ x }, loss), Error, "half-way");
});

Deno.test("differentiate() refuses a loss of several numbers", async () => {
  await assertRejects(
    () => differentiate({ x }, (weights) => weights.get("x", [2])),
    TypeError,
    "Cannot differentiate a loss of shape [2]: 2 numbers, expected one",
  );
});
