import { assertEquals, assertRejects } from "@std/assert";
import { differentiate } from "../differentiate.ts";
import { evaluate } from "../evaluate.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { perPair } from "./_per_pair.ts";

const x = { shape: [2, 2, 1], values: Float32Array.of(1, 2, 3, 4) };

forEachDevice(
  "perPair() gives every pair its sequence, and a sequence all their slopes",
  async () => {
    const row = Int32Array.of(1, 0, 1);
    const read = (row: Int32Array | undefined) =>
      evaluate({ x }, (weights) => perPair(weights.get("x", [2, 2, 1]), row));
    assertEquals([...await read(row)], [3, 4, 1, 2, 3, 4]);
    assertEquals([...await read(undefined)], [1, 2, 3, 4]);
    const { gradients } = await differentiate(
      { x },
      (weights) => perPair(weights.get("x", [2, 2, 1]), row).square().sum(),
    );
    assertEquals([...gradients.x], [2, 4, 12, 16]);
    await assertRejects(() => read(Int32Array.of(2)), RangeError, "Cannot embed row 2: none of 2");
  },
);
