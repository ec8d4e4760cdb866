import { inspect } from "node:util";

/** A value as text: every level, every element, keys in order, so that two equal values look equal. */
export function show(value: unknown): string {
  return inspect(value, {
    depth: Infinity,
    maxArrayLength: Infinity,
    maxStringLength: Infinity,
    compact: 3,
    sorted: true,
  });
}
