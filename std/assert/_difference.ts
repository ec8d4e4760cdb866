import { AssertionError as NodeAssertionError } from "node:assert";
import { inspect } from "node:util";

/** Over this many lines the full diff of node:assert takes too long, and too much memory. */
const MAX_LINES = 2000;
const CONTEXT = 5;

/** What differs between two values: the diff of node:assert, or the first place where large ones part. */
export function difference(actual: unknown, expected: unknown): string {
  const [a, b] = [lines(actual), lines(expected)];
  if (Math.max(a.length, b.length) <= MAX_LINES) {
    return new NodeAssertionError({ actual, expected, operator: "deepStrictEqual" }).message;
  }
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++;
  const near = (all: readonly string[]) => all.slice(at, at + CONTEXT).join("\n");
  return `First difference in line ${at} of ${a.length} and ${b.length}\n` +
    `+ actual\n${near(a)}\n- expected\n${near(b)}`;
}

/** A value as text, an element or a key a line. */
function lines(value: unknown): string[] {
  const all = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity };
  return inspect(value, { ...all, compact: false, sorted: true }).split("\n");
}
