import { RandomStream } from "../../core/random_stream.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import type { Parameter } from "../parameters/parameters.ts";

/**
 * A weight `inputs × outputs`, uniform over ±√(6 / (inputs + outputs)), from a stream of its own;
 * or `matrices` of them side by side.
 * Source: Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural
 * networks" (AISTATS 2010), equation 16.
 */
export function glorotParameter(
  name: string,
  options: { inputs: number; outputs: number; seed: number; matrices?: number },
): Parameter {
  const { inputs, outputs, seed, matrices = 1 } = options;
  const random = RandomStream.from(seed, "initialise", name);
  const parameter = constantParameter([inputs, matrices * outputs], 0), { values } = parameter;
  const bound = Math.sqrt(6 / (inputs + outputs));
  for (let i = 0; i < values.length; i++) values[i] = bound * (2 * random.float() - 1);
  return parameter;
}
