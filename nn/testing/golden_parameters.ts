import type { Parameters } from "../parameters/parameters.ts";
import { goldenParameter } from "./golden_parameter.ts";

/**
 * Parameters of the names and shapes of those given, with the values that `tests/goldens/layers.py`
 * gives PyTorch under these names.
 *
 * @example
 * ```ts
 * import { goldenParameter } from "./golden_parameter.ts";
 * import { goldenParameters } from "./golden_parameters.ts";
 * const { x } = goldenParameters({ x: { shape: [2], values: new Float32Array(2) } });
 * if (x.values.join() !== goldenParameter("x", [2]).values.join()) throw new Error("others");
 * ```
 */
export function goldenParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape }]) => [name, goldenParameter(name, shape)]),
  );
}
