import { assertEquals, assertThrows } from "@std/assert";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import { randomParameter } from "../testing/random_parameter.ts";
import { readCheckpoint } from "./read_checkpoint.ts";
import { writeCheckpoint } from "./write_checkpoint.ts";

const parameters = { "a.weight": randomParameter("a", [2, 3]), b: randomParameter("b", [4]) };

Deno.test("readCheckpoint() gives back what was written, as arrays of its own", () => {
  const bytes = writeCheckpoint(parameters), read = readCheckpoint(bytes, parameters);
  assertEquals(read, parameters);
  bytes.fill(0);
  assertEquals(read, parameters);
});

Deno.test("writeCheckpoint() gives the same bytes in whatever order", () => {
  const { b, ...rest } = parameters;
  assertEquals(writeCheckpoint({ b, ...rest }), writeCheckpoint(parameters));
});

Deno.test("readCheckpoint() names the tensor that is not the one wanted", () => {
  const bytes = writeCheckpoint(parameters), { b, ...rest } = parameters;
  for (
    const [wanted, message] of [
      [rest, 'Cannot read tensor "b": shape [4], expected no such tensor'],
      [{ ...parameters, c: b }, 'Cannot read tensor "c": no such tensor, expected shape [4]'],
      [
        { ...parameters, b: randomParameter("b", [2, 2]) },
        'Cannot read tensor "b": shape [4], expected shape [2,2]',
      ],
    ] as const
  ) {
    assertThrows(() => readCheckpoint(bytes, wanted), TypeError, message);
  }
});

Deno.test("readCheckpoint() refuses other types and other files", () => {
  const bytes = writeSafetensors({
    tensors: { a: { shape: [1], data: new Uint8Array(1) } },
    metadata: {},
  });
  assertThrows(() => readCheckpoint(bytes), TypeError, 'Cannot read tensor "a": not float32');
  assertThrows(() => readCheckpoint(new Uint8Array(3)), TypeError, "Cannot read safetensors");
});
