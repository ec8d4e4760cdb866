import type { Parameters } from "../parameters/parameters.ts";

/**
 * Copies saved values into parameters, in place: all of them, or none if one does not fit.
 *
 * @param parameters what changes
 * @param saved the same names and shapes, e.g. from `readCheckpoint`
 * @throws {TypeError} if there are other names or shapes
 *
 * @example
 * ```ts
 * import { restoreParameters } from "./restore_parameters.ts";
 * const bias = { shape: [1], values: new Float32Array([1]) };
 * restoreParameters({ bias }, { bias: { shape: [1], values: new Float32Array([4]) } });
 * if (bias.values[0] !== 4) throw new Error("not the saved one");
 * ```
 */
export function restoreParameters(parameters: Parameters, saved: Parameters): void {
  for (const name of new Set([...Object.keys(saved), ...Object.keys(parameters)])) {
    const [is, want] = [saved[name], parameters[name]]
      .map((each) => each ? `shape [${each.shape}]` : "no such tensor");
    if (is !== want) {
      throw new TypeError(`Cannot restore tensor "${name}": ${is}, expected ${want}`);
    }
  }
  for (const [name, { values }] of Object.entries(parameters)) values.set(saved[name].values);
}
