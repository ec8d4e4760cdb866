import { assertEquals } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { maxOverTime } from "./_max_over_time.ts";

// A sequence whose largest numbers stand at the second position, and at the first and the last.
const x = { shape: [1, 3, 2], values: Float32Array.of(1, 7, 5, -2, 3, 7) };

forEachDevice("maxOverTime() is the largest of each number, and ties share its slope", async () => {
  assertEquals([...await evaluate({ x }, (weights) => maxOverTime(weights.get("x", [1, 3, 2])))], [
    5,
    7,
  ]);
  const slopes = { shape: [1, 2], values: Float32Array.of(2, 3) };
  const { gradients } = await differentiate(
    { x, slopes },
    (weights) => maxOverTime(weights.get("x", [1, 3, 2])).mul(weights.get("slopes", [1, 2])).sum(),
  );
  assertEquals([...gradients.x], [0, 1.5, 2, 0, 0, 1.5]);
});
