import type { Message } from "./message.ts";

/**
 * A column of a message, of the type that it must have.
 *
 * @throws {TypeError} if there is none of that name and type
 *
 * @example
 * ```ts
 * import { readColumn } from "./read_column.ts";
 * const message = { type: "scores", values: {}, columns: { scores: Float32Array.of(1, 2) } };
 * if (readColumn(message, "scores", Float32Array).length !== 2) throw new Error("not it");
 * ```
 */
export function readColumn<A extends object>(
  { type, columns }: Message,
  name: string,
  kind: { new (length: number): A },
): A {
  const found: unknown = columns[name];
  if (found instanceof kind) return found;
  throw new TypeError(`Cannot read "${type}": no column "${name}", expected one of ${kind.name}`);
}
