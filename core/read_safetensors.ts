import { dataOf, dtypeBytes } from "./_dtype.ts";
import type { SafeTensor } from "./safe_tensor.ts";
import type { Safetensors } from "./safetensors.ts";

/**
 * Reads a safetensors file (see `write_safetensors.ts`), whoever wrote it. Tensors may share the
 * memory of `bytes`.
 *
 * @throws {TypeError} if the bytes are no such file: cut short, a bad header, a type other than U8,
 * U32, I32, F32 or F64, a shape that does not fit its data, data with a hole, an overlap or a rest
 *
 * @example
 * ```ts
 * import { readSafetensors } from "./read_safetensors.ts";
 * const header = new TextEncoder().encode('{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}');
 * const file = new Uint8Array([header.length, 0, 0, 0, 0, 0, 0, 0, ...header, 7]);
 * if (readSafetensors(file).tensors.x.data[0] !== 7) throw new Error("not read");
 * ```
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  if (bytes.length < 8) fail("", `${bytes.length} bytes`, "at least 8");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const start = 8 + headerLength;
  if (start > bytes.length) {
    fail("", `a header of ${headerLength} bytes`, `at most the ${bytes.length - 8} that follow`);
  }
  const header = parsed(bytes.subarray(8, start));
  let metadata: Record<string, string> = {};
  const spans: { name: string; begin: number; end: number }[] = [];
  const tensors: [string, SafeTensor][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") {
      metadata = texts(entry);
      continue;
    }
    const { dtype, shape, begin, end } = described(name, entry, bytes.length - start);
    spans.push({ name, begin, end });
    tensors.push([name, { shape, data: dataOf(dtype, bytes, start + begin, end - begin) }]);
  }
  // Without holes and overlaps a file has one reading, and no place to hide bytes in.
  spans.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const { name, begin, end } of spans) {
    if (begin !== at) fail(` tensor "${name}"`, `data from byte ${begin}`, `from byte ${at}`);
    at = end;
  }
  if (start + at !== bytes.length) {
    fail("", `${bytes.length - start} bytes of data`, `${at}, as the header says`);
  }
  return { tensors: Object.fromEntries(tensors), metadata };
}

function fail(where: string, is: string, expected: string): never {
  throw new TypeError(`Cannot read safetensors${where}: ${is}, expected ${expected}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    fail("", "a header that is no JSON", "a JSON object in UTF-8");
  }
  if (!isObject(header)) fail("", "a header that is no JSON object", "a JSON object");
  return header;
}

function texts(entry: unknown): Record<string, string> {
  const pairs: [string, string][] = [];
  for (const [key, text] of Object.entries(isObject(entry) ? entry : { metadata: entry })) {
    if (typeof text !== "string") fail(" metadata", `"${key}" is no text`, "text per key");
    pairs.push([key, text]);
  }
  return Object.fromEntries(pairs);
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** One entry of the header, checked against itself and the length of the data. */
function described(
  name: string,
  entry: unknown,
  dataLength: number,
): { dtype: string; shape: number[]; begin: number; end: number } {
  const where = ` tensor "${name}"`;
  if (!isObject(entry)) fail(where, "no JSON object", "dtype, shape and data_offsets");
  const { dtype, shape, data_offsets: offsets } = entry;
  const size = typeof dtype === "string" ? dtypeBytes.get(dtype) : undefined;
  if (typeof dtype !== "string" || size === undefined) {
    fail(where, `dtype ${JSON.stringify(dtype)}`, "U8, U32, I32, F32 or F64");
  }
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    fail(where, `shape ${JSON.stringify(shape)}`, "a list of whole numbers");
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    fail(where, `data_offsets ${JSON.stringify(offsets)}`, "two whole numbers");
  }
  const [begin, end] = offsets;
  if (begin > end || end > dataLength) {
    fail(where, `data from byte ${begin} to ${end}`, `a part of the ${dataLength} bytes of data`);
  }
  const values = shape.reduce((product, each) => product * each, 1);
  if (values * size !== end - begin) {
    fail(where, `${end - begin} bytes for shape [${shape}] of ${dtype}`, `${values * size}`);
  }
  return { dtype, shape, begin, end };
}
