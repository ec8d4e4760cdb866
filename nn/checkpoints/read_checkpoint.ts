import { readSafetensors } from "../../core/read_safetensors.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";

/**
 * The parameters that `writeCheckpoint` wrote, for `restoreParameters` or to look at. Their arrays
 * may share the memory of `bytes`.
 *
 * @throws {TypeError} if the bytes are no safetensors file, or hold other types than float32
 *
 * @example
 * ```ts
 * import { readCheckpoint } from "./read_checkpoint.ts";
 * import { writeCheckpoint } from "./write_checkpoint.ts";
 * const bytes = writeCheckpoint({ bias: { shape: [1], values: new Float32Array([0.5]) } });
 * if (readCheckpoint(bytes).bias.shape[0] !== 1) throw new Error("another shape");
 * ```
 */
export function readCheckpoint(bytes: Uint8Array): Parameters {
  const { tensors } = readSafetensors(bytes);
  const parameters: Record<string, Parameter> = {};
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (!(data instanceof Float32Array)) {
      throw new TypeError(`Cannot read tensor "${name}": not float32, expected float32`);
    }
    parameters[name] = { shape, values: data };
  }
  return parameters;
}
