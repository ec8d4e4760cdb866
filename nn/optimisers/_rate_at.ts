import type { LearningRate } from "./learning_rate.ts";

/** @throws {RangeError} if the rate is negative or not finite */
export function rateAt(rate: LearningRate, step: number): number {
  const value = typeof rate === "number" ? rate : rate(step);
  if (!(value >= 0 && value < Infinity)) {
    throw new RangeError(
      `Cannot take step ${step} with a learning rate of ${value}: expected a finite one, at least 0`,
    );
  }
  return value;
}
