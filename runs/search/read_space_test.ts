import { assertEquals, assertThrows } from "@std/assert";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import { readSpace } from "./read_space.ts";

const of = { method: "knn", defaults: { k: 10, rate: 0.1, mode: "a" } };

Deno.test("readSpace() reads lists and ranges, by key", () => {
  const space = { rate: { min: 1, max: 2, log: true, integer: true }, k: [1, 2], mode: ["a"] };
  assertEquals(readSpace(space, of), [
    { kind: "list", key: "k", values: [1, 2] },
    { kind: "list", key: "mode", values: ["a"] },
    { kind: "range", key: "rate", min: 1, max: 2, log: true, integer: true },
  ]);
  assertEquals(readSpace(space, { ...of, fixed: ["k", "rate", "mode"] }), []);
});

const BAD: Readonly<Record<string, [space: Record<string, unknown>, wanted: string]>> = {
  "a key that is no config value": [{ size: [1] }, "a key of its defaults"],
  "an empty list": [{ k: [] }, "at least one value"],
  "a number": [{ k: 3 }, "a list of values, or a range"],
  "null": [{ k: null }, "a list of values, or a range"],
  "a range without an end": [{ k: { min: 1 } }, "min ≤ max"],
  "a range backwards": [{ k: { min: 2, max: 1 } }, "min ≤ max"],
  "a range of texts": [{ k: { min: "1", max: "2" } }, "min ≤ max"],
  "a log from 0": [{ rate: { min: 0, max: 1, log: true } }, "min > 0"],
  "a range without a whole number": [
    { k: { min: 1.2, max: 1.8, integer: true } },
    "a whole number",
  ],
};

for (const [name, [space, wanted]] of Object.entries(BAD)) {
  Deno.test(`readSpace() refuses ${name}`, () => {
    const error = assertThrows(() => readSpace(space, of), PluginFailure, wanted);
    assertEquals(error.code, "contract");
  });
}
