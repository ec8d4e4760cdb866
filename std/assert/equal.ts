/**
 * Whether two values are deeply equal: NaN equals NaN, 0 equals −0, prototypes count (a null
 * prototype stands for that of `Object`), sets and maps compare by content in any order.
 *
 * @throws {TypeError} for two weak maps or weak sets, which cannot be looked into
 *
 * @example
 * ```ts
 * import { equal } from "./equal.ts";
 * if (!equal({ a: [1, NaN] }, { a: [1, NaN] })) throw new Error("not equal");
 * if (equal({ a: undefined }, {})) throw new Error("equal");
 * ```
 */
export function equal(a: unknown, b: unknown): boolean {
  return same(a, b, new Map());
}

/** `open` holds the pairs whose comparison has not ended, so that cycles do. */
function same(a: unknown, b: unknown, open: Map<object, object>): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (prototype(a) !== prototype(b)) return false;
  if (isTypedArray(a) && isTypedArray(b)) return sameNumbers(a, b);
  if (isBuffer(a) && isBuffer(b)) return sameNumbers(new Uint8Array(a), new Uint8Array(b));
  if (a instanceof WeakMap || a instanceof WeakSet) {
    throw new TypeError(`Cannot compare ${a.constructor.name} instances`);
  }
  if (a instanceof WeakRef && b instanceof WeakRef) return same(a.deref(), b.deref(), open);
  if (open.get(a) === b) return true;
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  if ([URL, URLSearchParams, RegExp].some((each) => prototype(a) === each.prototype)) {
    return String(a) === String(b);
  }
  open.set(a, b);
  const isSame = isCollection(a) && isCollection(b)
    ? sameEntries(a, b, open)
    : sameProperties(a, b, open);
  open.delete(a);
  return isSame;
}

type Collection = Set<unknown> | Map<unknown, unknown>;

function isCollection(value: object): value is Collection {
  return value instanceof Set || value instanceof Map;
}

type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isBuffer(value: object): value is ArrayBuffer | SharedArrayBuffer {
  return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}

function prototype(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function sameNumbers(a: TypedArray, b: TypedArray): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] && !Object.is(a[i], b[i])) return false;
  }
  return true;
}

/** Each entry of a finds its like in b; keys that are primitives are looked up, others are searched. */
function sameEntries(
  a: Collection,
  b: Collection,
  open: Map<object, object>,
): boolean {
  if (a.size !== b.size) return false;
  const value = (of: Collection, key: unknown) => of instanceof Map ? of.get(key) : undefined;
  for (const key of a.keys()) {
    const isSame = (other: unknown) =>
      same(key, other, open) && same(value(a, key), value(b, other), open);
    if (b.has(key) && isSame(key)) continue;
    if (Object(key) !== key || ![...b.keys()].some(isSame)) return false;
  }
  return true;
}

/** Plain objects and arrays by their own enumerable keys, all others by every key up to `Object`'s. */
function sameProperties(a: object, b: object, open: Map<object, object>): boolean {
  const isPlain = prototype(a) === Object.prototype || prototype(a) === Array.prototype;
  const keys = isPlain ? Reflect.ownKeys({ ...a, ...b }) : [...deepKeys(a), ...deepKeys(b)];
  return keys.every((key) =>
    (key in a) === (key in b) && same(Reflect.get(a, key), Reflect.get(b, key), open)
  );
}

function deepKeys(value: object): Set<PropertyKey> {
  const keys = new Set<PropertyKey>();
  for (let at: object = value; at !== Object.prototype; at = prototype(at)) {
    Reflect.ownKeys(at).forEach((key) => keys.add(key));
  }
  return keys;
}
