import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { replaceKernel } from "./_replace_kernel.ts";

/** What `core/kernels` exports: addresses and counts in, work done in the heap. */
export type WasmKernels = Readonly<Record<string, (...args: number[]) => number>>;

/**
 * tfjs's heap and our kernels, which work in it. Nothing may hold an address or a view over an
 * allocation: the heap may grow, which detaches every view.
 */
export class WasmHeap {
  /** Our kernels, by name. */
  readonly kernels: WasmKernels;
  readonly #backend: BackendWasm;
  /** What the kernel that runs has made so far. */
  #made: TensorInfo[] = [];

  private constructor(backend: BackendWasm, kernels: WasmKernels) {
    this.#backend = backend;
    this.kernels = kernels;
  }

  /** Loads kernels into a backend's heap. @throws {TypeError} if tfjs does not show its memory */
  static async open(backend: BackendWasm, bytes: BufferSource): Promise<WasmHeap> {
    const memory: unknown = Reflect.get(Reflect.get(backend.wasm, "asm") ?? {}, "memory");
    if (!(memory instanceof WebAssembly.Memory)) {
      throw new TypeError(
        "Cannot load kernels: tfjs shows no memory, expected that of tfjs 4.22.0",
      );
    }
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    const kernels: Record<string, (...args: number[]) => number> = {};
    for (const [name, kernel] of Object.entries(instance.exports)) {
      if (typeof kernel === "function") kernels[name] = (...args) => kernel(...args);
    }
    return new WasmHeap(backend, kernels);
  }

  /** Where a tensor's numbers are; 0, as in our kernels, for a tensor that is not given. */
  address(tensor: TensorInfo | undefined): number {
    return tensor === undefined ? 0 : this.#backend.typedArrayFromHeap(tensor).byteOffset;
  }

  /**
   * Registers a kernel of tfjs's wasm backend, in place of its own if it has one. What a kernel made
   * before it threw is given back.
   */
  register(kernelName: string, make: (stock: KernelFunc) => KernelFunc): void {
    replaceKernel(kernelName, "wasm", (stock) => {
      const kernel = make(stock);
      return (call) => {
        this.#made = [];
        try {
          return kernel(call);
        } catch (error) {
          this.free(...this.#made);
          throw error;
        }
      };
    });
  }

  /** A new tensor with numbers of any value. */
  output(shape: number[], dtype: TensorInfo["dtype"] = "float32"): TensorInfo {
    const tensor = this.#backend.makeOutput(shape, dtype);
    this.#made.push(tensor);
    return tensor;
  }

  /** Room for the largest of some products, given by their terms and columns. */
  scratch(...products: [terms: number, columns: number][]): TensorInfo {
    const bytes = products.map((product) => this.kernels.multiplyScratch(...product));
    return this.output([Math.max(...bytes) / 4]);
  }

  /** A new tensor of zeros. */
  zeros(shape: number[], dtype: TensorInfo["dtype"] = "float32"): TensorInfo {
    const tensor = this.output(shape, dtype);
    this.#backend.typedArrayFromHeap(tensor).fill(0);
    return tensor;
  }

  /** The same numbers as another tensor, in another shape. */
  alias({ dataId, dtype }: TensorInfo, shape: number[]): TensorInfo {
    this.#backend.incRef(dataId);
    return { dataId, shape, dtype };
  }

  /** Gives back what a kernel made for itself alone. */
  free(...tensors: TensorInfo[]): void {
    this.#made = this.#made.filter((tensor) => !tensors.includes(tensor));
    for (const { dataId } of tensors) this.#backend.disposeData(dataId);
  }

  /** The numbers of a tensor, until the next allocation. */
  values(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array {
    return this.#backend.typedArrayFromHeap(tensor);
  }
}
