/**
 * A p-value with three decimals.
 *
 * @example
 * ```ts
 * import { formatOdds } from "./format_odds.ts";
 * if (formatOdds(0.0414) !== ".041" || formatOdds(0.0001) !== "< .001") throw new Error("not so");
 * ```
 */
export function formatOdds(p: number): string {
  return p < 0.0005 ? "< .001" : p.toFixed(3).replace(/^0/, "");
}
