import type { Parameter } from "./parameters.ts";

/**
 * A parameter that starts as one value everywhere: 0 for a bias, 1 for a scale.
 *
 * @example
 * ```ts
 * import { constantParameter } from "./constant_parameter.ts";
 * if (constantParameter([2, 3], 1).values.length !== 6) throw new Error("another shape");
 * ```
 */
export function constantParameter(shape: readonly number[], value: number): Parameter {
  const size = shape.reduce((product, each) => product * each, 1);
  return { shape, values: new Float32Array(size).fill(value) };
}
