import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readSafetensors } from "./read_safetensors.ts";
import type { SafeTensor } from "./safe_tensor.ts";
import { writeSafetensors } from "./write_safetensors.ts";

const text = new TextDecoder();

Deno.test("writeSafetensors() writes length, canonical header and aligned data", () => {
  const bytes = writeSafetensors({
    tensors: {
      b: { shape: [1], data: new Uint8Array([9]) },
      a: { shape: [1, 2], data: new Float32Array([1, -2]) },
    },
    metadata: { note: "x" },
  });
  const header = '{"__metadata__":{"note":"x"},' +
    '"a":{"data_offsets":[0,8],"dtype":"F32","shape":[1,2]},' +
    '"b":{"data_offsets":[8,9],"dtype":"U8","shape":[1]}}';
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  assertEquals([...bytes.subarray(0, 8)], [padded.length, 0, 0, 0, 0, 0, 0, 0]);
  assertEquals(text.decode(bytes.subarray(8, 8 + padded.length)), padded);
  assertEquals([...bytes.subarray(8 + padded.length)], [0, 0, 128, 63, 0, 0, 0, 192, 9]);
});

Deno.test("writeSafetensors() gives the same bytes for any order of the keys", () => {
  const one = { shape: [2], data: new Uint32Array([1, 2]) };
  const two = { shape: [], data: new Float64Array([0.5]) };
  assertEquals(
    writeSafetensors({ tensors: { one, two }, metadata: { x: "1", y: "2" } }),
    writeSafetensors({ tensors: { two, one }, metadata: { y: "2", x: "1" } }),
  );
});

Deno.test("writeSafetensors() writes the part of a buffer that a view shows", () => {
  const data = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
  const bytes = writeSafetensors({ tensors: { x: { shape: [2], data } }, metadata: {} });
  assertEquals([...readSafetensors(bytes).tensors.x.data], [2, 3]);
});

Deno.test("readSafetensors() gives back what writeSafetensors() was given, from any address", () => {
  const data = fc.oneof(
    fc.uint8Array({ maxLength: 9 }),
    fc.uint32Array({ maxLength: 9 }),
    fc.int32Array({ maxLength: 9 }),
    fc.float32Array({ maxLength: 9 }),
    fc.float64Array({ maxLength: 9 }),
  );
  const tensor: fc.Arbitrary<SafeTensor> = data.map((data) =>
    data.length % 2 === 0 && data.length > 0
      ? { shape: [2, data.length / 2], data }
      : { shape: [data.length], data }
  );
  const name = fc.string({ unit: "grapheme" }).filter((name) => name !== "__metadata__");
  fc.assert(
    fc.property(
      fc.dictionary(name, tensor, { noNullPrototype: true }),
      fc.dictionary(name, fc.string({ unit: "grapheme" }), { noNullPrototype: true }),
      fc.nat(8),
      (tensors, metadata, shift) => {
        const bytes = writeSafetensors({ tensors, metadata });
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        const read = readSafetensors(moved.subarray(shift));
        assertEquals(read.metadata, metadata);
        assertEquals(Object.keys(read.tensors).sort(), Object.keys(tensors).sort());
        for (const [name, { shape, data }] of Object.entries(tensors)) {
          assertEquals(read.tensors[name].shape, shape);
          assertEquals(read.tensors[name].data, data);
        }
      },
    ),
  );
});

Deno.test("writeSafetensors() refuses a shape that does not fit its data", () => {
  const write = (shape: number[]) => () =>
    writeSafetensors({ tensors: { x: { shape, data: new Uint8Array(4) } }, metadata: {} });
  for (const shape of [[3], [2, 3], [-2, -2], [0.5, 8], [NaN]]) {
    assertThrows(write(shape), TypeError, 'Cannot write tensor "x": shape');
  }
  write([2, 1, 2])();
});

Deno.test("writeSafetensors() refuses the reserved name", () => {
  const tensors = { __metadata__: { shape: [0], data: new Uint8Array(0) } };
  assertThrows(() => writeSafetensors({ tensors, metadata: {} }), TypeError, "reserved");
});
