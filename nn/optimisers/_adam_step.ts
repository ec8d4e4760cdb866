import type { Update } from "./_each_update.ts";
import type { Moments } from "./_moments.ts";

/** Adam's numbers besides the learning rate. */
export interface AdamNumbers {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of a value that is added to its slope. */
  readonly weightDecay: number;
}

/** One parameter's part of a step, which `moments` have counted; `rate` is the learning rate. */
export function adamStep(
  update: Update,
  moments: Moments,
  { rate: learningRate, numbers }: { rate: number; numbers: AdamNumbers },
): void {
  const { values, gradient, rows, width } = update, [first, second] = moments.of(update);
  const { beta1, beta2, epsilon, weightDecay } = numbers;
  const rate = learningRate / (1 - beta1 ** moments.steps);
  const correction = Math.sqrt(1 - beta2 ** moments.steps);
  for (let row = 0, from = 0; row < rows.length; row++) {
    for (let at = rows[row] * width, end = at + width; at < end; at++, from++) {
      const slope = gradient[from] + weightDecay * values[at];
      const m = first[at] = beta1 * first[at] + (1 - beta1) * slope;
      const v = second[at] = beta2 * second[at] + (1 - beta2) * slope * slope;
      values[at] -= rate * m / (Math.sqrt(v) / correction + epsilon);
    }
  }
}
