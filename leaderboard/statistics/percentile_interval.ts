/** Low and high end of an interval; null where it is not defined. */
export type Interval = readonly [number, number] | null;

/**
 * The middle 95 % of what the resamples gave: of 1,000 in order the 25th and the 975th. NaN, a resample
 * without a value, says nothing; null if all are.
 *
 * @example
 * ```ts
 * import { percentileInterval } from "./percentile_interval.ts";
 * const values = Float64Array.from({ length: 1000 }, (_, b) => 1000 - b);
 * if (percentileInterval(values)?.join() !== "25,975") throw new Error("not 25th and 975th");
 * ```
 */
export function percentileInterval(values: Float64Array): Interval {
  const sorted = values.filter((each) => !Number.isNaN(each)).sort();
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  return sorted.length > 0 ? [at(0.025), at(0.975)] : null;
}
