import type { Tensor } from "./tensor.ts";

/**
 * A loss as a scalar.
 *
 * @throws {TypeError} if it is not one number
 */
export function oneNumber(loss: Tensor): Tensor {
  if (loss.size === 1) return loss.asScalar();
  throw new TypeError(
    `Cannot differentiate a loss of shape [${loss.shape}]: ${loss.size} numbers, expected one`,
  );
}
