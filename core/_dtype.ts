import type { SafeTensor } from "./safe_tensor.ts";

/** Name of a tensor type in a safetensors header. */
export type Dtype = "U8" | "U32" | "I32" | "F32" | "F64";

/** Bytes per value. */
export const dtypeBytes: ReadonlyMap<string, number> = new Map([
  ["U8", 1],
  ["U32", 4],
  ["I32", 4],
  ["F32", 4],
  ["F64", 8],
]);

/** The type of a typed array, undefined for one that the suite does not write. */
export function dtypeOf(data: unknown): Dtype | undefined {
  if (data instanceof Uint8Array) return "U8";
  if (data instanceof Uint32Array) return "U32";
  if (data instanceof Int32Array) return "I32";
  if (data instanceof Float32Array) return "F32";
  if (data instanceof Float64Array) return "F64";
  return undefined;
}

/** A typed array of `dtype` over `length` bytes at `at`: a view where they are aligned, else a copy. */
export function dataOf(
  dtype: string,
  bytes: Uint8Array,
  at: number,
  length: number,
): SafeTensor["data"] {
  const size = dtypeBytes.get(dtype) ?? 1;
  const aligned = (bytes.byteOffset + at) % size === 0;
  const buffer = aligned ? bytes.buffer : bytes.slice(at, at + length).buffer;
  const offset = aligned ? bytes.byteOffset + at : 0;
  switch (dtype) {
    case "U32":
      return new Uint32Array(buffer, offset, length / 4);
    case "I32":
      return new Int32Array(buffer, offset, length / 4);
    case "F32":
      return new Float32Array(buffer, offset, length / 4);
    case "F64":
      return new Float64Array(buffer, offset, length / 8);
    default:
      return new Uint8Array(buffer, offset, length);
  }
}
