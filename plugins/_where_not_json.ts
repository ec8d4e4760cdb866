/** What is nested deeper is no config, and would end whoever walks through it. */
const DEPTH_MAX = 64;

/**
 * Where a value is not plain JSON, as "$.layers[2] is NaN", or null if it is: null, booleans, finite
 * numbers, well-formed strings, arrays and plain objects of these, at most 64 deep. What JSON would
 * change in silence is told, and so is what has no canonical text.
 */
export function whereNotJson(value: unknown, path = "$", depth = 0): string | null {
  if (value === null || typeof value === "boolean") return null;
  if (typeof value === "string") {
    return value.isWellFormed() ? null : `${path} is not well-formed Unicode`;
  }
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value !== "object") return `${path} is of type ${typeof value}`;
  if (depth === DEPTH_MAX) return `${path} is nested over ${DEPTH_MAX} deep`;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const where = whereNotJson(value[i], `${path}[${i}]`, depth + 1);
      if (where) return where;
    }
    return null;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return `${path} is a ${prototype.constructor?.name ?? "class instance"}`;
  }
  for (const [key, each] of Object.entries(value)) {
    if (!key.isWellFormed()) return `${path} has a key that is not well-formed Unicode`;
    const where = whereNotJson(each, `${path}.${key}`, depth + 1);
    if (where) return where;
  }
  return null;
}
