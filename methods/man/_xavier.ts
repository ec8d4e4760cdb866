import { normalParameter, type Parameters, RandomStream } from "@permafrost/bench/nn";

/** A matrix by its name, which starts after Glorot ("Xavier", §4.1.3), in the normal form. */
export function xavier(name: string, shape: readonly [number, number], seed: number): Parameters {
  const deviation = Math.sqrt(2 / (shape[0] + shape[1]));
  const random = RandomStream.from(seed, "initialise", name);
  return { [name]: normalParameter(shape, { deviation, random }) };
}
