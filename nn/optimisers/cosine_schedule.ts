/**
 * A learning rate that falls along half a cosine, and stays at its end.
 *
 * Source: Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts" (ICLR 2017),
 * equation 5, without restarts.
 *
 * @param learningRate of the first step
 * @param options `steps`: above 0, until the end is reached; `end`: the rate then, 0 if not given
 * @throws {RangeError} if `steps` is not above 0
 *
 * @example
 * ```ts
 * import { cosineSchedule } from "./cosine_schedule.ts";
 * const rate = cosineSchedule(0.8, { steps: 100 });
 * if (rate(0) !== 0.8 || Math.abs(rate(50) - 0.4) > 1e-12 || rate(100) !== 0) {
 *   throw new Error("not half a cosine");
 * }
 * ```
 */
export function cosineSchedule(
  learningRate: number,
  { steps, end = 0 }: { steps: number; end?: number },
): (step: number) => number {
  if (!(steps > 0)) {
    throw new RangeError(`Cannot end a schedule after ${steps} steps: expected a number above 0`);
  }
  return (step) => {
    const done = Math.min(1, step / steps);
    return end + (learningRate - end) * (1 + Math.cos(Math.PI * done)) / 2;
  };
}
