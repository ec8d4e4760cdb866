/**
 * A build of the kernels with a memory of their own, for tests.
 *
 * @example
 * ```ts
 * import { LoadedKernels } from "./loaded_kernels.ts";
 * const loaded = new LoadedKernels("strict"), x = loaded.put(new Float32Array([1, 2]));
 * const sum = loaded.put(new Float32Array(1));
 * loaded.kernels.sumRows(x, sum, 2, 1);
 * if (loaded.get(sum, 1)[0] !== 3) throw new Error("not the sum");
 * ```
 */
export class LoadedKernels {
  /** The kernels, by name. */
  readonly kernels: Readonly<Record<string, (...args: number[]) => number>>;
  readonly #memory = new WebAssembly.Memory({ initial: 256 });
  #end = 1024;

  /** Loads the build of a name. */
  constructor(variant: "strict" | "relaxed") {
    const bytes = Deno.readFileSync(new URL(`../${variant}.wasm`, import.meta.url));
    const module = new WebAssembly.Module(bytes);
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    const kernels: Record<string, (...args: number[]) => number> = {};
    for (const [name, kernel] of Object.entries(exports)) {
      if (typeof kernel === "function") kernels[name] = (...args) => kernel(...args);
    }
    this.kernels = kernels;
  }

  /** Room for numbers, all of them NaN: what a kernel must not read. */
  room(count: number): number {
    const at = this.#end;
    this.#end += 4 * count;
    if (this.#end > this.#memory.buffer.byteLength) throw new Error("expected smaller tests");
    new Float32Array(this.#memory.buffer, at, count).fill(NaN);
    return at;
  }

  /** Puts numbers into the memory. */
  put(values: Float32Array | Int32Array): number {
    const at = this.room(values.length);
    new Int32Array(this.#memory.buffer).set(
      new Int32Array(values.buffer, values.byteOffset, values.length),
      at / 4,
    );
    return at;
  }

  /** A copy of numbers. */
  get(at: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, count).slice();
  }

  /** Forgets everything. */
  clear(): void {
    this.#end = 1024;
  }
}
