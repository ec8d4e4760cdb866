import { dtypeBytes, dtypeOf } from "./_dtype.ts";
import { canonicalJson } from "./canonical_json.ts";
import type { SafeTensor } from "./safe_tensor.ts";
import type { Safetensors } from "./safetensors.ts";

/**
 * The bytes of a safetensors file: header length (8 bytes, little endian), header (canonical JSON,
 * padded with spaces to a multiple of 8), data. Equal contents give equal bytes, whatever the order
 * of their keys: tensors lie by size of their type, the largest first, then by name, so that every
 * one is aligned.
 *
 * Source: the format as https://github.com/huggingface/safetensors describes it (README, "Format").
 *
 * @throws {TypeError} if a shape does not fit its data, a type is none of U8, U32, I32, F32, F64,
 * metadata is no text, or a tensor is called "__metadata__"
 *
 * @example
 * ```ts
 * import { writeSafetensors } from "./write_safetensors.ts";
 * import { readSafetensors } from "./read_safetensors.ts";
 * const bias = { shape: [2], data: new Float32Array([0.5, -1]) };
 * const bytes = writeSafetensors({ tensors: { bias }, metadata: { by: "example" } });
 * if (readSafetensors(bytes).tensors.bias.data[1] !== -1) throw new Error("not the same");
 * ```
 */
export function writeSafetensors(contents: Safetensors): Uint8Array<ArrayBuffer> {
  const placed = Object.entries(contents.tensors)
    .map(([name, tensor]) => ({ name, tensor, dtype: checked(name, tensor) }))
    .sort((a, b) => sizeOf(b.dtype) - sizeOf(a.dtype) || (a.name < b.name ? -1 : 1));
  const entries: [string, unknown][] = [];
  const metadata = Object.entries(contents.metadata);
  for (const [key, text] of metadata) {
    if (typeof text !== "string") {
      throw new TypeError(`Cannot write metadata "${key}": ${typeof text}, expected text`);
    }
  }
  if (metadata.length > 0) entries.push(["__metadata__", contents.metadata]);
  let end = 0;
  for (const { name, tensor, dtype } of placed) {
    const begin = end;
    end += tensor.data.byteLength;
    entries.push([name, { dtype, shape: tensor.shape, data_offsets: [begin, end] }]);
  }
  const header = new TextEncoder().encode(canonicalJson(Object.fromEntries(entries)));
  const start = 8 + Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(start + end).fill(32, 8 + header.length, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(header, 8);
  let at = start;
  for (const { tensor: { data } } of placed) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

function sizeOf(dtype: string): number {
  return dtypeBytes.get(dtype) ?? 1;
}

/** The tensor's type, once name, type and shape are seen to be good. */
function checked(name: string, { shape, data }: SafeTensor): string {
  if (name === "__metadata__") {
    throw new TypeError(`Cannot write tensor "__metadata__": a reserved name, expected another`);
  }
  const dtype = dtypeOf(data);
  if (dtype === undefined) {
    throw new TypeError(
      `Cannot write tensor "${name}": data of another type, expected U8, U32, I32, F32 or F64`,
    );
  }
  const whole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!whole || shape.reduce((product, size) => product * size, 1) !== data.length) {
    throw new TypeError(
      `Cannot write tensor "${name}": shape [${shape}], expected one of ${data.length} values`,
    );
  }
  return dtype;
}
