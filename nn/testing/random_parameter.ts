import { RandomStream } from "../../core/random_stream.ts";
import { normalParameter } from "../parameters/normal_parameter.ts";
import type { Parameter } from "../parameters/parameters.ts";

/**
 * A parameter of normal numbers, always the same for a name: input for tests.
 *
 * @example
 * ```ts
 * import { randomParameter } from "./random_parameter.ts";
 * if (randomParameter("x", [3]).values.length !== 3) throw new Error("another shape");
 * ```
 */
export function randomParameter(name: string, shape: readonly number[], deviation = 1): Parameter {
  return normalParameter(shape, { deviation, random: RandomStream.from(1, "test", name) });
}
