import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** What Emscripten gives a module. tfjs's types leave it out. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/**
 * Makes a full heap one clear error. tfjs takes the 0 that its `malloc` then returns for an address,
 * and writes the next tensor over others, in silence.
 *
 * @throws {TypeError} if tfjs does not show its allocator
 * @throws {RangeError} from then on, whatever allocates what there is no room for
 */
export function guardMalloc({ wasm }: BackendWasm): void {
  if (!isAllocator(wasm)) {
    throw new TypeError(
      "Cannot guard the heap: tfjs shows no malloc, expected that of tfjs 4.22.0",
    );
  }
  // Emscripten's stub puts the real function in its own place when it is first called.
  wasm._free(wasm._malloc(16));
  const malloc = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = malloc(bytes) >>> 0;
    if (address !== 0 || bytes === 0) return address;
    const megabytes = Math.ceil(bytes / 2 ** 20);
    throw new RangeError(
      `Cannot make a tensor of ${megabytes} MiB: the heap of tfjs is full (4 GiB at most), ` +
        "expected smaller batches, or tables in host memory",
    );
  };
}

function isAllocator(module: object): module is Allocator {
  return ["_malloc", "_free"].every((name) => typeof Reflect.get(module, name) === "function");
}
