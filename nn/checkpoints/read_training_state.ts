import { readSafetensors } from "../../core/read_safetensors.ts";
import type { SafeTensor } from "../../core/safe_tensor.ts";
import type { Parameter } from "../parameters/parameters.ts";
import type { TrainingPart } from "./training_part.ts";

/**
 * The parts of a state that `writeTrainingState` wrote. Their arrays may share the memory of `bytes`:
 * `restoreParameters` and an optimiser's `restore` copy out of it.
 *
 * @param bytes e.g. `context.resume`
 * @param options `parts`: the names of all that the state has to have; `about`: what it has to be of
 * @throws {TypeError} if the bytes are no safetensors file, are of something else, or have other parts
 *
 * @example
 * ```ts
 * import { readTrainingState } from "./read_training_state.ts";
 * import { writeTrainingState } from "./write_training_state.ts";
 * const model = { arrays: {}, numbers: { epochs: 3 } };
 * const bytes = writeTrainingState({ model }, { about: { rate: 0.1 } });
 * let message = "";
 * try {
 *   readTrainingState(bytes, { about: { rate: 0.2 }, parts: ["model"] });
 * } catch (error) {
 *   message = String(error);
 * }
 * if (!message.includes('"rate" is 0.1, expected 0.2')) throw new Error("not refused");
 * ```
 */
export function readTrainingState<Part extends string>(
  bytes: Uint8Array,
  { about, parts }: {
    about: Readonly<Record<string, string | number | boolean>>;
    parts: readonly Part[];
  },
): Record<Part, TrainingPart> {
  const { tensors, metadata } = readSafetensors(bytes);
  const wanted = new Map(Object.entries(about).map(([key, value]) => [key, JSON.stringify(value)]));
  for (const key of new Set([...wanted.keys(), ...Object.keys(metadata)])) {
    const is = metadata[key] ?? "not there", want = wanted.get(key) ?? "none";
    if (is !== want) {
      throw new TypeError(`Cannot resume training: its "${key}" is ${is}, expected ${want}`);
    }
  }
  for (const path of Object.keys(tensors)) {
    if (parts.some((part) => path.startsWith(`${part}.`))) continue;
    throw new TypeError(
      `Cannot resume training: tensor "${path}" is of no part, expected "${parts.join('", "')}"`,
    );
  }
  const found: Partial<Record<Part, TrainingPart>> = {};
  for (const part of parts) {
    const inside = partOf(tensors, part);
    if (inside !== undefined) found[part] = inside;
  }
  if (!hasAll(found, parts)) {
    const missing = parts.find((part) => found[part] === undefined);
    throw new TypeError(`Cannot resume training: part "${missing}" is not there, expected it`);
  }
  return found;
}

/** The tensors below a part's name, undefined if there are none. */
function partOf(
  tensors: Readonly<Record<string, SafeTensor>>,
  part: string,
): TrainingPart | undefined {
  const arrays: Record<string, Parameter> = {}, numbers: Record<string, number> = {};
  const inside = Object.entries(tensors).filter(([path]) => path.startsWith(`${part}.`));
  for (const [path, { shape, data }] of inside) {
    const name = path.slice(part.length + 1);
    if (data instanceof Float32Array) arrays[name] = { shape, values: data };
    else if (data instanceof Float64Array && shape.length === 0) numbers[name] = data[0];
    else {
      throw new TypeError(
        `Cannot resume training: tensor "${path}" is a ${data.constructor.name} of shape [${shape}],` +
          " expected float32, or float64 of shape []",
      );
    }
  }
  return inside.length > 0 ? { arrays, numbers } : undefined;
}

function hasAll<Part extends string>(
  found: Partial<Record<Part, TrainingPart>>,
  parts: readonly Part[],
): found is Record<Part, TrainingPart> {
  return parts.every((part) => found[part] !== undefined);
}
