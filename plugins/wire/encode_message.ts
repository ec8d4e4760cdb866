import { type ColumnType, HEAD, HEAD_BYTES_MAX, MAGIC, PIECE } from "./_frame.ts";
import { COLUMNS_MAX, PIECE_BYTES_MAX, PREFIX_BYTES } from "./_frame.ts";
import type { Column, Message } from "./message.ts";

const encoder = new TextEncoder();

/** Up to this size a message is copied into one part: one write is cheaper than a dozen. */
const JOINED_BYTES_MAX = 2 ** 20;

/**
 * A message as bytes, in parts to be written one after the other. The parts of a big column are
 * views of its own memory: it must not change before they are written.
 *
 * @throws {RangeError} if the JSON is over 1 MiB, or there are more than 1,024 columns
 *
 * @example
 * ```ts
 * import { encodeMessage } from "./encode_message.ts";
 * const [part] = encodeMessage({ type: "scores", values: {}, columns: { scores: new Float32Array(2) } });
 * if (new TextDecoder().decode(part.subarray(0, 4)) !== "PFW1") throw new Error("no frame");
 * ```
 */
export function encodeMessage({ type, values, columns }: Message): Uint8Array[] {
  const named = Object.entries(columns);
  if (named.length > COLUMNS_MAX) {
    throw new RangeError(
      `Cannot send "${type}": ${named.length} columns, expected at most ${COLUMNS_MAX}`,
    );
  }
  const shapes = named.map(([name, column]) => [name, columnType(column), column.length]);
  const head = encoder.encode(JSON.stringify({ type, values, columns: shapes }));
  if (head.length > HEAD_BYTES_MAX) {
    throw new RangeError(
      `Cannot send "${type}": ${head.length} bytes of JSON, expected at most ${HEAD_BYTES_MAX}`,
    );
  }
  const parts = [prefix(HEAD, head.length), head];
  for (const [, column] of named) {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES_MAX) {
      const piece = bytes.subarray(from, from + PIECE_BYTES_MAX);
      parts.push(prefix(PIECE, piece.length), piece);
    }
  }
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  return total <= JOINED_BYTES_MAX ? [joined(parts, total)] : parts;
}

function columnType(column: Column): ColumnType {
  if (column instanceof Float64Array) return "f64";
  if (column instanceof Float32Array) return "f32";
  if (column instanceof Int32Array) return "i32";
  if (column instanceof Uint32Array) return "u32";
  return "u8";
}

function prefix(kind: number, length: number): Uint8Array {
  const bytes = new Uint8Array(PREFIX_BYTES), view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, kind, true);
  view.setUint32(8, length, true);
  return bytes;
}

function joined(parts: readonly Uint8Array[], total: number): Uint8Array {
  const all = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
