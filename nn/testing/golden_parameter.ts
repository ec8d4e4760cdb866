import type { Parameter } from "../parameters/parameters.ts";

/**
 * The input that `tests/goldens/engine.py` gives PyTorch under a name: entry i is
 * 0.5 · sin(0.7 · i + length of the name), plus 1 in the weights of layer norms.
 *
 * @example
 * ```ts
 * import { goldenParameter } from "./golden_parameter.ts";
 * if (goldenParameter("x", [1]).values[0] !== Math.fround(0.5 * Math.sin(1))) throw new Error("other");
 * ```
 */
export function goldenParameter(name: string, shape: readonly number[]): Parameter {
  const size = shape.reduce((product, each) => product * each, 1);
  const shift = name.endsWith("norm.weight") ? 1 : 0;
  const values = Float32Array.from(
    { length: size },
    (_, i) => shift + 0.5 * Math.sin(0.7 * i + name.length),
  );
  return { shape, values };
}
