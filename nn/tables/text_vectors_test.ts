import { assertEquals, assertNotStrictEquals, assertStrictEquals, assertThrows } from "@std/assert";
import type { Weights } from "../parameters/weights.ts";
import type { Tensor } from "../tensor.ts";
import { forEachDevice } from "../testing/for_each_device.ts";
import { TextVectors } from "./text_vectors.ts";

const ITEMS = 9000;
const catalogue = {
  items: ITEMS,
  itemText: Float32Array.from({ length: 2 * ITEMS }, (_, i) => i % 7),
  itemTextSize: 2,
};
const network = (text: Tensor, weights: Weights): Tensor =>
  text.sum(-1, true).mul(weights.get("scale", [1]));
const scale = (value: number) => ({ scale: { shape: [1], values: Float32Array.of(value) } });

forEachDevice("TextVectors are what the network makes of every text, in pieces", async () => {
  const vectors = new TextVectors(catalogue, { title: "Example", size: 1, network });
  const { parameter } = await vectors.all(scale(3));
  const expected = Float32Array.from(
    { length: ITEMS },
    (_, item) => 3 * (2 * item % 7 + (2 * item + 1) % 7),
  );
  assertEquals(parameter, { shape: [ITEMS, 1], values: expected });
});

forEachDevice("TextVectors are kept until they are forgotten", async () => {
  const vectors = new TextVectors(catalogue, { title: "Example", size: 1, network });
  const [first, second] = await Promise.all([vectors.all(scale(3)), vectors.all(scale(4))]);
  assertStrictEquals(first, second);
  vectors.forget();
  const third = await vectors.all(scale(4));
  assertNotStrictEquals(first, third);
  assertEquals(third.parameter.values[1], 4 * (2 + 3));
}, { devices: ["wasm"] });

Deno.test("TextVectors refuse a catalogue without text", () => {
  for (const text of [{ itemTextSize: 0 }, { itemText: new Float32Array(), itemTextSize: 0 }]) {
    assertThrows(
      () => new TextVectors({ items: 3, ...text }, { title: "Example", size: 1, network }),
      TypeError,
      "Cannot make Example of a catalogue without text: expected a text vector per item",
    );
  }
});
