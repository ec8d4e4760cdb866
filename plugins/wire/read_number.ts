import type { Message } from "./message.ts";

/**
 * A number among a message's values.
 *
 * @throws {TypeError} if there is none of that name
 *
 * @example
 * ```ts
 * import { readNumber } from "./read_number.ts";
 * if (readNumber({ type: "score", values: { id: 3 }, columns: {} }, "id") !== 3) throw new Error("no");
 * ```
 */
export function readNumber({ type, values }: Message, name: string): number {
  const found = values[name];
  if (typeof found === "number") return found;
  throw new TypeError(`Cannot read "${type}": "${name}" is ${typeof found}, expected a number`);
}
