import { assertEquals, assertRejects } from "@std/assert";
import { differentiate } from "./differentiate.ts";
import type { Weights } from "./parameters/weights.ts";
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
  const loss = (weights: Weights) => {
    // What tfjs keeps for the gradient of a square must go too.
    weights.get("x", [2]).square();
    throw new Error("half-way");
  };
  await assertRejects(() => differentiate({ x }, loss), Error, "half-way");
});

forEachDevice("differentiate() refuses a loss of several numbers", async () => {
  await assertRejects(
    () => differentiate({ x }, (weights) => weights.get("x", [2]).square()),
    TypeError,
    "Cannot differentiate a loss of shape [2]: 2 numbers, expected one",
  );
});

forEachDevice("differentiate() returns what the loss records, the last of a name", async () => {
  const { records, gradients } = await differentiate({ x }, (weights) => {
    const square = weights.get("x", [2]).square();
    weights.within("a.b").record("c", weights.get("x", [2]));
    weights.within("a.b").record("c", square);
    return square.sum();
  });
  assertEquals(records, { "a.b.c": new Float32Array([9, 16]) });
  assertEquals(gradients, { x: new Float32Array([6, 8]) });
});

forEachDevice("differentiate() leaves no record behind a loss that throws", async () => {
  const loss = (weights: Weights) => {
    weights.record("x", weights.get("x", [2]));
    throw new Error("after a record");
  };
  await assertRejects(() => differentiate({ x }, loss), Error, "after a record");
});
