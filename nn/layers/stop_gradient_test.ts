import { assertEquals } from "@std/assert";
import { evaluate } from "../evaluate.ts";
import { differentiate } from "../differentiate.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { stopGradient } from "./stop_gradient.ts";

const x = { shape: [2], values: new Float32Array([3, 4]) };

forEachDevice("stopGradient() changes no number", async () => {
  assertEquals([...await evaluate({ x }, (weights) => stopGradient(weights.get("x", [2])))], [
    3,
    4,
  ]);
});

forEachDevice("stopGradient() lets a gradient through beside it only", async () => {
  const { value, gradients } = await differentiate({ x }, (weights) => {
    const x = weights.get("x", [2]);
    return stopGradient(x.square()).mul(x).sum();
  });
  assertEquals([value, ...gradients.x], [91, 9, 16]);
});

forEachDevice("stopGradient() of all there is leaves slopes of 0", async () => {
  const { gradients } = await differentiate(
    { x },
    (weights) => stopGradient(weights.get("x", [2])).square().sum(),
  );
  assertEquals([...gradients.x], [0, 0]);
});
