import { assertEquals, assertThrows } from "@std/assert";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { readCheckpoint } from "./read_checkpoint.ts";
import { writeCheckpoint } from "./write_checkpoint.ts";

const parameters = { "a.weight": randomParameter("a", [2, 3]), b: randomParameter("b", [4]) };

Deno.test("readCheckpoint() gives back what was written", () => {
  assertEquals(readCheckpoint(writeCheckpoint(parameters)), parameters);
});

Deno.test("writeCheckpoint() gives the same bytes in whatever order", () => {
  const { b, ...rest } = parameters;
  assertEquals(writeCheckpoint({ b, ...rest }), writeCheckpoint(parameters));
});

Deno.test("readCheckpoint() refuses other types and other files", () => {
  const bytes = writeSafetensors({
    tensors: { a: { shape: [1], data: new Uint8Array(1) } },
    metadata: {},
  });
  assertThrows(() => readCheckpoint(bytes), TypeError, 'Cannot read tensor "a": not float32');
  assertThrows(() => readCheckpoint(new Uint8Array(3)), TypeError, "Cannot read safetensors");
});
