import type { RandomStream } from "../../core/random_stream.ts";
import { constantParameter } from "./constant_parameter.ts";
import type { Parameter } from "./parameters.ts";

/**
 * A parameter that starts as normal numbers around 0.
 *
 * @param shape size per axis
 * @param options `deviation`: standard deviation; `random`: the stream that they are drawn from
 *
 * @example
 * ```ts
 * import { normalParameter } from "./normal_parameter.ts";
 * import { RandomStream } from "../../core/random_stream.ts";
 * const random = RandomStream.from(7, "initialise", "item.weight");
 * const { values } = normalParameter([2, 3], { deviation: 0.02, random });
 * if (values.some((value) => Math.abs(value) > 0.2)) throw new Error("ten deviations away");
 * ```
 */
export function normalParameter(
  shape: readonly number[],
  options: { deviation: number; random: RandomStream },
): Parameter {
  const parameter = constantParameter(shape, 0);
  const { values } = parameter;
  for (let i = 0; i < values.length; i++) values[i] = options.deviation * options.random.normal();
  return parameter;
}
