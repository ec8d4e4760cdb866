/**
 * Where a value is not plain JSON, as "$.layers[2] is NaN", or null if it is: null, booleans, finite
 * numbers, strings, arrays and plain objects of these. What JSON would change in silence is told.
 */
export function whereNotJson(value: unknown, path = "$"): string | null {
  if (value === null || typeof value === "boolean" || typeof value === "string") return null;
  if (typeof value === "number") return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value !== "object") return `${path} is of type ${typeof value}`;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const where = whereNotJson(value[i], `${path}[${i}]`);
      if (where) return where;
    }
    return null;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return `${path} is a ${prototype.constructor?.name ?? "class instance"}`;
  }
  for (const [key, each] of Object.entries(value)) {
    const where = whereNotJson(each, `${path}.${key}`);
    if (where) return where;
  }
  return null;
}
