import { PluginFailure } from "../plugin_failure.ts";
import { COLUMN_BYTES, COLUMNS_MAX, type ColumnType, HEAD, HEAD_BYTES_MAX } from "./_frame.ts";
import { MAGIC, PIECE, PIECE_BYTES_MAX, PREFIX_BYTES } from "./_frame.ts";
import { whereNotJson } from "../_where_not_json.ts";
import type { Column, Message } from "./message.ts";

/** What a decoder wants next, or what it has. */
export type DecodeStep =
  /** Fill these bytes, all of them, then go on. `first`: a message may as well never come. */
  | { readonly fill: Uint8Array; readonly first: boolean }
  /** A whole message. */
  | { readonly message: Message };

/**
 * Decodes messages without doing any reading itself: it asks for bytes to be filled, so that sync
 * and async readers share it, and a column is read straight into its own memory.
 *
 * @param from who sends, for errors, e.g. `"markov"` with its quotes
 * @param budget how many bytes of columns the next message may have; asked before memory is taken
 *
 * @throws {PluginFailure} "output", at the step that met bytes that are no frame, or too many
 *
 * @example
 * ```ts
 * import { decodeMessages } from "./decode_messages.ts";
 * const steps = decodeMessages({ from: '"markov"', budget: () => 1024 });
 * const { value } = steps.next();
 * if (!value || !("fill" in value) || value.fill.length !== 12) throw new Error("no prefix asked for");
 * ```
 */
export function* decodeMessages(
  { from, budget }: { readonly from: string; readonly budget: () => number },
): Generator<DecodeStep, never, void> {
  const prefix = new Uint8Array(PREFIX_BYTES), view = new DataView(prefix.buffer);
  function refuse(what: string, wanted: string): never {
    throw new PluginFailure("output", `Cannot read from ${from}: ${what}, expected ${wanted}`);
  }
  function checkPrefix(kind: number, longest: number): number {
    if (view.getUint32(0, true) !== MAGIC) refuse(`bytes ${quoted(prefix)}`, "a frame");
    const found = view.getUint32(4, true), length = view.getUint32(8, true);
    if (found !== kind) refuse(`a frame of kind ${found}`, `kind ${kind}`);
    if (length > longest) refuse(`a frame of ${length} bytes`, `at most ${longest}`);
    return length;
  }
  for (;;) {
    yield { fill: prefix, first: true };
    const head = new Uint8Array(checkPrefix(HEAD, HEAD_BYTES_MAX));
    yield { fill: head, first: false };
    const { type, values, shapes } = parseHead(head, refuse);
    const bytes = shapes.reduce((sum, { type, length }) => sum + COLUMN_BYTES[type] * length, 0);
    if (bytes > budget()) refuse(`a message of ${bytes} bytes`, `at most ${Math.max(0, budget())}`);
    const columns: Record<string, Column> = {};
    for (const { name, type, length } of shapes) {
      const column = newColumn(type, length);
      const all = new Uint8Array(column.buffer);
      for (let at = 0; at < all.length; at += PIECE_BYTES_MAX) {
        const piece = all.subarray(at, at + PIECE_BYTES_MAX);
        yield { fill: prefix, first: false };
        const length = checkPrefix(PIECE, PIECE_BYTES_MAX);
        if (length !== piece.length) refuse(`a piece of ${length} bytes`, `${piece.length}`);
        yield { fill: piece, first: false };
      }
      columns[name] = column;
    }
    yield { message: { type, values, columns } };
  }
}

interface Shape {
  readonly name: string;
  readonly type: ColumnType;
  readonly length: number;
}

function parseHead(
  bytes: Uint8Array,
  refuse: (what: string, wanted: string) => never,
): { type: string; values: Record<string, unknown>; shapes: Shape[] } {
  const head = parseJson(bytes) ?? refuse(`a head ${quoted(bytes.subarray(0, 32))}`, "JSON");
  if (!isObject(head)) refuse("a head that is no object", "a type, values and columns");
  const { type, values, columns } = head;
  if (typeof type !== "string" || !/^[a-z]{1,32}$/.test(type)) {
    return refuse("a message without a type", "up to 32 lower-case letters");
  }
  if (!isObject(values)) refuse(`values of "${type}" that are no object`, "plain JSON");
  const where = whereNotJson(values, `"${type}"`);
  if (where) refuse(`values of which ${where}`, "plain JSON");
  if (!Array.isArray(columns) || columns.length > COLUMNS_MAX) {
    refuse(`columns of "${type}" that are no list`, `at most ${COLUMNS_MAX} columns`);
  }
  const names = new Set<string>();
  const shapes = columns.map((column: unknown): Shape => {
    const [name, type, length] = Array.isArray(column) && column.length === 3 ? column : [];
    if (typeof name !== "string" || !/^[a-z][a-zA-Z0-9]{0,31}$/.test(name) || names.has(name)) {
      return refuse("a column without a name of its own", "up to 32 letters and digits");
    }
    if (!isColumnType(type)) return refuse(`column "${name}" of no known type`, "f64 … u8");
    // 2^33 numbers are beyond every typed array; below it, no sum here can lose a byte.
    if (!Number.isInteger(length) || length < 0 || length > 2 ** 33) {
      refuse(`column "${name}" without a length`, "a whole number");
    }
    names.add(name);
    return { name, type, length };
  });
  return { type, values, shapes };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isColumnType(type: unknown): type is ColumnType {
  return typeof type === "string" && Object.hasOwn(COLUMN_BYTES, type);
}

function newColumn(type: ColumnType, length: number): Column {
  switch (type) {
    case "f64":
      return new Float64Array(length);
    case "f32":
      return new Float32Array(length);
    case "i32":
      return new Int32Array(length);
    case "u32":
      return new Uint32Array(length);
    case "u8":
      return new Uint8Array(length);
  }
}

/** Bytes for an error: printable ASCII as it is, all else as a dot. */
function quoted(bytes: Uint8Array): string {
  return `"${String.fromCharCode(...bytes).replace(/[^ !#-~]/g, ".")}"`;
}
