import { tf } from "../_tf.ts";

/**
 * How much wider every tolerance is on WebGPU: its exp, tanh and division may be off by several units
 * in the last place (WGSL, "Accuracy of built-in functions"), and differ from GPU to GPU.
 */
const WEBGPU = 10;

/**
 * Asserts that two lists of numbers are the same but for rounding.
 *
 * @param tolerance largest difference, relative to 1, or to the expected number if that is larger;
 * on WebGPU ten times that
 * @throws {Error} at the first number that is off, or if the lengths differ
 *
 * @example
 * ```ts
 * import { assertNear } from "./assert_near.ts";
 * assertNear([1.00001, 2], [1, 2], 1e-4);
 * ```
 */
export function assertNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${actual.length} numbers, expected ${expected.length}`);
  }
  const slack = tf?.getBackend() === "webgpu" ? WEBGPU : 1;
  for (let i = 0; i < expected.length; i++) {
    const allowed = slack * tolerance * Math.max(1, Math.abs(expected[i]));
    if (!(Math.abs(actual[i] - expected[i]) <= allowed)) {
      throw new Error(`Number ${i} is ${actual[i]}, expected ${expected[i]} ± ${allowed}`);
    }
  }
}
