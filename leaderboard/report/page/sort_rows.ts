/**
 * Rows by a value, those without one last whichever way; equals keep their order.
 *
 * @example
 * ```ts
 * import { sortRows } from "./sort_rows.ts";
 * const by = (value: number | null) => value;
 * if (sortRows([1, null, 3], by, true).join() !== "3,1,") throw new Error("not down");
 * if (sortRows([3, null, 1], by, false).join() !== "1,3,") throw new Error("not up");
 * ```
 */
export function sortRows<T>(
  rows: readonly T[],
  value: (row: T) => number | null,
  isDescending: boolean,
): T[] {
  const worth = new Map(rows.map((row) => [row, value(row)]));
  return rows.toSorted((a, b) => {
    const left = worth.get(a) ?? null, right = worth.get(b) ?? null;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return isDescending ? right - left : left - right;
  });
}
