import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import type { TrainingPart } from "../checkpoints/training_part.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";

/** The weights of the best validation so far, and how many worse ones there were since. */
export class BestWeights {
  readonly #parameters: Parameters;
  #value = -Infinity;
  #worse = 0;
  #kept: Record<string, Parameter> = {};

  /** Watches parameters that training changes in place. */
  constructor(parameters: Parameters) {
    this.#parameters = parameters;
  }

  /** Validations in a row that were no better than the best. */
  get worse(): number {
    return this.#worse;
  }

  /** Takes the validation value of the parameters as they are. */
  see(value: number): void {
    // Without validation cases there is nothing to choose by: the last weights are the best ones.
    if (Number.isNaN(value)) return;
    if (value > this.#value) {
      [this.#value, this.#worse] = [value, 0];
      this.#keep();
    } else this.#worse++;
  }

  /** Puts the best weights back. */
  putBack(): void {
    if (this.#value > -Infinity) restoreParameters(this.#parameters, this.#kept);
  }

  /** For a checkpoint; its arrays are empty where the parameters themselves are the best ones. */
  state(): TrainingPart {
    const numbers = { value: this.#value, worse: this.#worse };
    return { arrays: this.#worse > 0 ? this.#kept : {}, numbers };
  }

  /** Goes on from a checkpoint, from which the parameters are restored already. */
  restore({ arrays, numbers: { value, worse } }: TrainingPart): void {
    [this.#value, this.#worse] = [value, worse];
    if (value === -Infinity) return;
    this.#keep();
    if (worse > 0) restoreParameters(this.#kept, arrays);
  }

  #keep(): void {
    for (const [name, { shape, values }] of Object.entries(this.#parameters)) {
      this.#kept[name] ??= { shape, values: new Float32Array(values.length) };
      this.#kept[name].values.set(values);
    }
  }
}
