import type { Parameters } from "./parameters.ts";

/**
 * Parameters of the same names, shapes and values, whose arrays are their own.
 *
 * @example
 * ```ts
 * import { copyParameters } from "./copy_parameters.ts";
 * const x = { shape: [1], values: Float32Array.of(3) };
 * const copy = copyParameters({ x });
 * x.values[0] = 4;
 * if (copy.x.values[0] !== 3) throw new Error("the same array");
 * ```
 */
export function copyParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map((
      [name, { shape, values }],
    ) => [name, { shape, values: values.slice() }]),
  );
}
