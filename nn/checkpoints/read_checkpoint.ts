import { readSafetensors } from "../../core/read_safetensors.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";

/**
 * The parameters that `writeCheckpoint` wrote, as arrays of their own.
 *
 * @param wanted if given, what the parameters have to be: the same names and shapes
 * @throws {TypeError} if the bytes are no safetensors file, or hold other tensors than wanted
 *
 * @example
 * ```ts
 * import { readCheckpoint } from "./read_checkpoint.ts";
 * import { writeCheckpoint } from "./write_checkpoint.ts";
 * const bytes = writeCheckpoint({ bias: { shape: [1], values: new Float32Array([0.5]) } });
 * if (readCheckpoint(bytes).bias.shape[0] !== 1) throw new Error("another shape");
 * ```
 */
export function readCheckpoint(bytes: Uint8Array, wanted?: Parameters): Parameters {
  const { tensors } = readSafetensors(bytes);
  const parameters: Record<string, Parameter> = {};
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (!(data instanceof Float32Array)) {
      throw new TypeError(`Cannot read tensor "${name}": not float32, expected float32`);
    }
    parameters[name] = { shape, values: data.slice() };
  }
  const names = new Set([...Object.keys(parameters), ...Object.keys(wanted ?? parameters)]);
  for (const name of names) {
    const [is, want] = [parameters[name], (wanted ?? parameters)[name]]
      .map((each) => each ? `shape [${each.shape}]` : "no such tensor");
    if (is !== want) throw new TypeError(`Cannot read tensor "${name}": ${is}, expected ${want}`);
  }
  return parameters;
}
