import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import golden from "../tests/goldens/safetensors_file.json" with { type: "json" };
import { readSafetensors } from "./read_safetensors.ts";
import { writeSafetensors } from "./write_safetensors.ts";

/** A file with this header, this many bytes of data, and a header length that may lie. */
function file(header: string, data = 0, length?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

function entry(fields: object): string {
  return JSON.stringify({ x: { dtype: "U8", shape: [2], data_offsets: [0, 2], ...fields } });
}

Deno.test("readSafetensors() reads a file that the Python library wrote", () => {
  const bytes = Uint8Array.from(atob(golden.base64), (each) => each.charCodeAt(0));
  assertEquals(readSafetensors(bytes), {
    tensors: {
      user: { shape: [3], data: new Uint32Array([0, 7, 4294967295]) },
      flag: { shape: [3], data: new Uint8Array([1, 0, 255]) },
      signed: { shape: [2, 2], data: new Int32Array([-2147483648, -1, 0, 2147483647]) },
      score: { shape: [3], data: new Float32Array([0.5, -0.1, NaN]) },
      time: { shape: [3], data: new Float64Array([1e300, -0, 0.1]) },
      none: { shape: [0, 4], data: new Float32Array(0) },
      scalar: { shape: [], data: new Uint8Array([42]) },
    },
    metadata: { name: "Ünïcode ☃" },
  });
});

Deno.test("readSafetensors() reads a file without tensors", () => {
  assertEquals(readSafetensors(file("{}")), { tensors: {}, metadata: {} });
});

Deno.test("readSafetensors() says what is wrong with a bad file", () => {
  const two = (a: number[], b: number[]) =>
    JSON.stringify({
      x: { dtype: "U8", shape: [a[1] - a[0]], data_offsets: a },
      y: { dtype: "U8", shape: [b[1] - b[0]], data_offsets: b },
    });
  const bad: [Uint8Array, string][] = [
    [new Uint8Array(3), "3 bytes, expected at least 8"],
    [file("{}", 0, 3), "a header of 3 bytes, expected at most the 2 that follow"],
    [file("{}", 0, 2 ** 40), "a header of 1099511627776 bytes"],
    [file("{"), "a header that is no JSON"],
    [file("[]"), "a header that is no JSON object"],
    [file("null"), "a header that is no JSON object"],
    [file('{"x":1}'), 'tensor "x": no JSON object'],
    [file('{"__metadata__":{"a":1}}'), '"a" is no text'],
    [file('{"__metadata__":7}'), "is no text"],
    [file(entry({ dtype: "F16" }), 2), 'dtype "F16"'],
    [file(entry({ dtype: 8 }), 2), "dtype 8"],
    [file(entry({ shape: "2" }), 2), 'shape "2"'],
    [file(entry({ shape: [-2] }), 2), "shape [-2]"],
    [file(entry({ shape: [1.5] }), 2), "shape [1.5]"],
    [file(entry({ data_offsets: [0] }), 2), "data_offsets [0]"],
    [file(entry({ data_offsets: [2, 0] }), 2), "data from byte 2 to 0"],
    [file(entry({ data_offsets: [0, 3] }), 2), "data from byte 0 to 3"],
    [file(entry({ shape: [3] }), 2), "2 bytes for shape [3] of U8, expected 3"],
    [file(entry({ dtype: "F32" }), 2), "2 bytes for shape [2] of F32, expected 8"],
    [file(entry({}), 3), "3 bytes of data, expected 2"],
    [file(two([0, 2], [1, 3]), 3), 'tensor "y": data from byte 1, expected from byte 2'],
    [file(two([0, 1], [2, 3]), 3), 'tensor "y": data from byte 2, expected from byte 1'],
    [file(two([1, 2], [2, 3]), 3), 'tensor "x": data from byte 1, expected from byte 0'],
  ];
  for (const [bytes, message] of bad) {
    assertThrows(() => readSafetensors(bytes), TypeError, message);
  }
});

Deno.test("readSafetensors() reads or refuses with a TypeError whatever byte is changed", () => {
  const good = writeSafetensors({
    tensors: {
      x: { shape: [2], data: new Uint32Array([1, 2]) },
      y: { shape: [3], data: new Uint8Array([1, 2, 3]) },
    },
    metadata: { schema: "s" },
  });
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = good.slice();
      bytes[at] ^= change;
      try {
        readSafetensors(bytes);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("readSafetensors() refuses a file cut short anywhere", () => {
  const good = writeSafetensors({
    tensors: { x: { shape: [2], data: new Uint32Array([1, 2]) } },
    metadata: {},
  });
  for (let length = 0; length < good.length; length++) {
    assertThrows(() => readSafetensors(good.subarray(0, length)), TypeError);
  }
});
