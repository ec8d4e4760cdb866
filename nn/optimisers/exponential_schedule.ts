/**
 * A learning rate that falls by the same factor every `period` steps, smoothly in between:
 * learning rate · factor^(step / period).
 *
 * @param learningRate of the first step
 * @param options `factor`: above 0; `period`: steps, above 0, e.g. those of an epoch
 * @throws {RangeError} if factor or period are not above 0
 *
 * @example
 * ```ts
 * import { exponentialSchedule } from "./exponential_schedule.ts";
 * const rate = exponentialSchedule(0.8, { factor: 0.5, period: 100 });
 * if (rate(0) !== 0.8 || rate(200) !== 0.2) throw new Error("not halved twice");
 * ```
 */
export function exponentialSchedule(
  learningRate: number,
  { factor, period }: { factor: number; period: number },
): (step: number) => number {
  if (!(factor > 0 && period > 0)) {
    throw new RangeError(
      `Cannot change a learning rate by ${factor} every ${period} steps: expected both above 0`,
    );
  }
  return (step) => learningRate * factor ** (step / period);
}
