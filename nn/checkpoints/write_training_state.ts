import type { SafeTensor } from "../../core/safe_tensor.ts";
import { writeSafetensors } from "../../core/write_safetensors.ts";
import type { TrainingPart } from "./training_part.ts";

/**
 * The state of training as the bytes of a safetensors file: what `context.checkpoint` takes. A tensor
 * is called by its part and its name there: `model.item.weight`, `optimiser.adam.first.item.weight`;
 * a number is a float64 tensor of rank 0.
 *
 * Generators need no part where every stream is derived from the seed, the epoch and the step, as
 * `sequenceBatches` does: then the number of epochs says where they are.
 *
 * @param parts by name, which has no "."; their arrays are copied into the bytes, nowhere else
 * @param options `about`: what the state is of (config, seed); `readTrainingState` refuses another
 * @throws {TypeError} if a part is empty or its name has a ".", if an array and a number of a part
 * have the same name, or a shape does not fit its values
 *
 * @example
 * ```ts
 * import { readTrainingState } from "./read_training_state.ts";
 * import { writeTrainingState } from "./write_training_state.ts";
 * const bias = { shape: [1], values: new Float32Array([0.5]) };
 * const about = { seed: 1 };
 * const model = { arrays: { bias }, numbers: { epochs: 3 } };
 * const bytes = writeTrainingState({ model }, { about });
 * const read = readTrainingState(bytes, { about, parts: ["model"] });
 * if (read.model.numbers.epochs !== 3) throw new Error("not the same");
 * ```
 */
export function writeTrainingState(
  parts: Readonly<Record<string, TrainingPart>>,
  { about }: { about: Readonly<Record<string, string | number | boolean>> },
): Uint8Array {
  const tensors = new Map<string, SafeTensor>();
  for (const [part, { arrays, numbers }] of Object.entries(parts)) {
    if (part.includes(".")) {
      throw new TypeError(`Cannot save part "${part}": a name with ".", expected one without`);
    }
    const named: [string, SafeTensor][] = [
      ...Object.entries(arrays).map((
        [name, { shape, values }],
      ): [string, SafeTensor] => [name, { shape, data: values }]),
      ...Object.entries(numbers).map((
        [name, value],
      ): [string, SafeTensor] => [name, { shape: [], data: Float64Array.of(value) }]),
    ];
    if (named.length === 0) {
      throw new TypeError(`Cannot save part "${part}": it is empty, expected arrays or numbers`);
    }
    for (const [name, tensor] of named) {
      const path = `${part}.${name}`;
      if (tensors.has(path)) {
        throw new TypeError(`Cannot save "${path}": an array and a number, expected one of them`);
      }
      tensors.set(path, tensor);
    }
  }
  const metadata = Object.entries(about).map(([key, value]) => [key, JSON.stringify(value)]);
  return writeSafetensors({
    tensors: Object.fromEntries(tensors),
    metadata: Object.fromEntries(metadata),
  });
}
