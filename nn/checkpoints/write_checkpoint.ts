import { writeSafetensors } from "../../core/write_safetensors.ts";
import type { Parameters } from "../parameters/parameters.ts";

/**
 * Parameters as the bytes of a safetensors file, under their names.
 *
 * @example
 * ```ts
 * import { readCheckpoint } from "./read_checkpoint.ts";
 * import { writeCheckpoint } from "./write_checkpoint.ts";
 * const bias = { shape: [2], values: new Float32Array([0.5, -1]) };
 * const bytes = writeCheckpoint({ bias });
 * if (readCheckpoint(bytes).bias.values[1] !== -1) throw new Error("not the same");
 * ```
 */
export function writeCheckpoint(parameters: Parameters): Uint8Array {
  const tensors = Object.entries(parameters)
    .map(([name, { shape, values }]) => [name, { shape, data: values }] as const);
  return writeSafetensors({ tensors: Object.fromEntries(tensors), metadata: {} });
}
