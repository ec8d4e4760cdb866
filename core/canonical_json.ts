import canonicalize from "canonicalize";

/**
 * The canonical JSON text of a value (RFC 8785): the same value always gives the same bytes.
 *
 * @throws {TypeError} if the value holds something that JSON would change silently (NaN, ±Infinity, undefined)
 *
 * @example
 * ```ts
 * import { canonicalJson } from "./canonical_json.ts";
 * if (canonicalJson({ b: 1, a: 2 }) !== '{"a":2,"b":1}') throw new Error("not canonical");
 * ```
 */
export function canonicalJson(value: unknown): string {
  refuse(value, "$");
  return canonicalize(value) as string;
}

function refuse(value: unknown, path: string): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`Cannot write ${path} as JSON: ${value}, expected a finite number`);
  }
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return;
  if (Array.isArray(value)) return value.forEach((each, i) => refuse(each, `${path}[${i}]`));
  if (typeof value === "object" && !ArrayBuffer.isView(value)) {
    for (const [key, each] of Object.entries(value)) refuse(each, `${path}.${key}`);
    return;
  }
  const what = ArrayBuffer.isView(value) ? "a typed array" : typeof value;
  throw new TypeError(`Cannot write ${path} as JSON: ${what}, expected plain data`);
}
