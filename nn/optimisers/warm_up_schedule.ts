import { rateAt } from "./_rate_at.ts";
import type { LearningRate } from "./learning_rate.ts";

/**
 * A learning rate that rises in a line for some steps, of which the first one moves already, and then
 * begins what follows: a constant rate, or another schedule, from its own step 0.
 *
 * Source: Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour" (2017), §2.2.
 *
 * @param after the learning rate behind the warm-up
 * @param options `steps` of the warm-up: step t takes (t + 1) / (steps + 1) of the rate behind it
 * @throws {RangeError} if `steps` is no whole number, or below 0
 *
 * @example
 * ```ts
 * import { warmUpSchedule } from "./warm_up_schedule.ts";
 * const rate = warmUpSchedule(0.8, { steps: 3 });
 * if ([0, 1, 2, 3, 4].map(rate).join() !== "0.2,0.4,0.6000000000000001,0.8,0.8") {
 *   throw new Error("not a line to 0.8");
 * }
 * ```
 */
export function warmUpSchedule(
  after: LearningRate,
  { steps }: { steps: number },
): (step: number) => number {
  if (!(Number.isInteger(steps) && steps >= 0)) {
    throw new RangeError(`Cannot warm up for ${steps} steps: expected a whole number, at least 0`);
  }
  return (step) =>
    step < steps ? rateAt(after, 0) * (step + 1) / (steps + 1) : rateAt(after, step - steps);
}
