import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import type { TrainingPart } from "../checkpoints/training_part.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import type { Update } from "./_each_update.ts";

/** What an optimiser remembers: how many steps it took, and arrays of the parameters' shapes. */
export class Moments {
  /** Steps taken. */
  steps = 0;
  readonly #optimiser: string;
  readonly #kinds: readonly string[];
  #arrays = new Map<string, readonly Parameter[]>();

  /** Of an optimiser's name, e.g. `adam`, with arrays of some kinds, e.g. `first` and `second`. */
  constructor(optimiser: string, kinds: readonly string[]) {
    this.#optimiser = optimiser;
    this.#kinds = kinds;
  }

  /** A parameter's arrays, one per kind: zeros before its first step. */
  of({ name, shape, values }: Update): Float32Array[] {
    let arrays = this.#arrays.get(name);
    if (arrays === undefined) {
      arrays = this.#kinds.map(() => zeros(shape, values.length));
      this.#arrays.set(name, arrays);
    }
    return arrays.map(({ values }) => values);
  }

  /** The arrays themselves, which the next step changes. */
  state(): TrainingPart {
    const arrays: Record<string, Parameter> = {};
    for (const [name, kept] of this.#arrays) {
      this.#paths(name).forEach((path, kind) => arrays[path] = kept[kind]);
    }
    return { arrays, numbers: { [this.#counter]: this.steps } };
  }

  /** @throws {TypeError} if the state is another optimiser's, or does not fit the parameters */
  restore({ arrays, numbers }: TrainingPart, parameters: Parameters): void {
    const { [this.#counter]: steps, ...others } = numbers;
    if (!(Number.isSafeInteger(steps) && steps >= 0) || Object.keys(others).length > 0) {
      throw new TypeError(
        `Cannot restore an optimiser from ${JSON.stringify(numbers)}: ` +
          `expected "${this.#counter}" alone, a whole number`,
      );
    }
    // A parameter has arrays from its first step on: all of them, or none before that.
    const restored = new Map<string, readonly Parameter[]>(), wanted: [string, Parameter][] = [];
    for (const [name, { shape, values }] of Object.entries(parameters)) {
      const paths = this.#paths(name);
      if (!paths.some((path) => path in arrays)) continue;
      const own = paths.map(() => zeros(shape, values.length));
      restored.set(name, own);
      paths.forEach((path, kind) => wanted.push([path, own[kind]]));
    }
    restoreParameters(Object.fromEntries(wanted), arrays);
    this.steps = steps;
    this.#arrays = restored;
  }

  get #counter(): string {
    return `${this.#optimiser}.steps`;
  }

  #paths(name: string): string[] {
    return this.#kinds.map((kind) => `${this.#optimiser}.${kind}.${name}`);
  }
}

function zeros(shape: readonly number[], size: number): Parameter {
  return { shape, values: new Float32Array(size) };
}
