import { linearParameters } from "../layers/linear.ts";
import type { Parameters } from "../parameters/parameters.ts";

/** A linear layer's `weight` without its bias: `inputs × outputs`, after Glorot. */
export function weightParameter(
  name: string,
  options: { inputs: number; outputs: number; seed: number },
): Parameters {
  const path = `${name}.weight`;
  return { [path]: linearParameters(name, options)[path] };
}
