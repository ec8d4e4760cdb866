import { assertEquals, assertRejects } from "@std/assert";
import { evaluate } from "./evaluate.ts";
import { forEachDevice } from "./testing/for_each_device.ts";

const x = { shape: [2, 2], values: new Float32Array([1, 2, 3, 4]) };

forEachDevice("evaluate() gives row-major values of its own", async () => {
  const values = await evaluate({ x }, (weights) => weights.get("x", [2, 2]).transpose());
  assertEquals([...values], [1, 3, 2, 4]);
  values.fill(0);
  assertEquals([...x.values], [1, 2, 3, 4]);
});

forEachDevice("evaluate() of a parameter itself is a copy of it", async () => {
  const values = await evaluate({ x }, (weights) => weights.get("x", [2, 2]));
  values.fill(0);
  assertEquals([...x.values], [1, 2, 3, 4]);
});

forEachDevice("evaluate() leaves nothing behind when the function throws", async () => {
  await assertRejects(
    () =>
      evaluate({ x }, (weights) => {
        weights.get("x", [2, 2]).square();
        throw new Error("half-way");
      }),
    Error,
    "half-way",
  );
});
