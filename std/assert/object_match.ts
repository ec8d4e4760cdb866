import { assertEquals } from "./equals.ts";

/**
 * Throws, with a diff, unless every property of `expected` stands, deeply, in `actual`, which may hold
 * more. Arrays match by position, over the shorter one's length.
 *
 * @throws {AssertionError}
 *
 * @example
 * ```ts
 * import { assertObjectMatch } from "./object_match.ts";
 * assertObjectMatch({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } });
 * ```
 */
export function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  assertEquals(part(actual, expected, []), part(expected, expected, []), msg);
}

/**
 * The part of a that b also names; class instances become plain objects, so that only content counts.
 * `made` holds the pairs met so far with their parts, so that cycles end.
 */
function part(a: unknown, b: unknown, made: [object, object, unknown][]): unknown {
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return a;
  if (a instanceof RegExp || a instanceof Date || ArrayBuffer.isView(a)) return a;
  const known = made.find((each) => each[0] === a && each[1] === b);
  if (known) return known[2];
  if (Array.isArray(a) && Array.isArray(b)) {
    const list: unknown[] = [];
    made.push([a, b, list]);
    list.push(...a.slice(0, b.length).map((each, i) => part(each, b[i], made)));
    return list;
  }
  if (a instanceof Set && b instanceof Set) return a.intersection(b);
  if (a instanceof Map && b instanceof Map) {
    const shared = [...a].filter(([key]) => b.has(key));
    return new Map(shared.map(([key, value]) => [key, part(value, b.get(key), made)]));
  }
  const object = {};
  made.push([a, b, object]);
  for (const key of Reflect.ownKeys(a).filter((each) => Object.hasOwn(b, each))) {
    const value = part(Reflect.get(a, key), Reflect.get(b, key), made);
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true });
  }
  return object;
}
