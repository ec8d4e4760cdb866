import type { Device } from "../plugins/contract/mod.ts";
import { openWebGpu } from "./_open_webgpu.ts";
import { loadTf, tf } from "./_tf.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { registerWasmKernels } from "./kernels/register_wasm_kernels.ts";

/**
 * Loads tfjs and makes a device the one that tensors live on. To be called once, before a method
 * that uses tensors is fitted; a second call with the same device changes nothing.
 *
 * tfjs falls back to `cpu` in silence, thirty times slower: here that is an error.
 *
 * @param device `cpu`, `wasm`, or `webgpu` (which only `await tensor.data()` reads from, never `dataSync()`)
 * @param options `wasmPath`: the folder of tfjs's `.wasm` files, with its real path and a trailing slash;
 * `kernels`: those that compute on `wasm`, `relaxed` if not given
 * @throws {Error} if the device cannot be opened, another one would be used in its place, or this
 * process computes with other kernels already
 *
 * @example
 * ```ts
 * import { openDevice } from "./open_device.ts";
 * import { tensorCount } from "./tensor_count.ts";
 * await openDevice("cpu", { wasmPath: "" });
 * if (tensorCount() !== 0) throw new Error("tensors before the first");
 * ```
 */
export async function openDevice(
  device: Device,
  options: { wasmPath: string; kernels?: Kernels },
): Promise<void> {
  const { setWasmPaths, BackendWasm } = await loadTf();
  // Otherwise tfjs advertises another package on the first tensor.
  tf.enableProdMode();
  if (device === "wasm" && tf.findBackend("wasm") === null) setWasmPaths(options.wasmPath);
  if (device === "webgpu") await openWebGpu();
  if (!await tf.setBackend(device) || tf.getBackend() !== device) {
    throw new Error(
      `Cannot open device "${device}": tfjs could not start it, expected its files in "${options.wasmPath}"`,
    );
  }
  const backend = tf.backend();
  if (backend instanceof BackendWasm) {
    await registerWasmKernels(backend, options.kernels ?? "relaxed");
  }
}
