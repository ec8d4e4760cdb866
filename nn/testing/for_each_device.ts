import type { Device } from "../../plugins/contract/mod.ts";
import { openDevice } from "../open_device.ts";
import { tensorCount } from "../tensor_count.ts";
import { nodeModulesWasmPath } from "./node_modules_wasm_path.ts";
import { testWebGpu } from "./test_webgpu.ts";

/**
 * Registers a test once per device: `name on cpu`, `name on wasm`, `name on webgpu`. Each fails if it
 * leaves a tensor. Where there is no WebGPU, its test is skipped and its name says so.
 *
 * @param options `devices`: those to test on, where all would take too long
 *
 * @example
 * ```ts
 * import { forEachDevice } from "./for_each_device.ts";
 * if (typeof forEachDevice !== "function") throw new Error("no helper");
 * ```
 */
export function forEachDevice(
  name: string,
  run: (device: Device) => Promise<void>,
  { devices = ["cpu", "wasm", "webgpu"] }: { devices?: readonly Device[] } = {},
): void {
  for (const device of devices) {
    const register = device === "webgpu" ? testWebGpu : Deno.test;
    register(`${name} on ${device}`, async () => {
      await openDevice(device, { wasmPath: nodeModulesWasmPath() });
      const before = tensorCount();
      await run(device);
      const left = tensorCount() - before;
      if (left !== 0) throw new Error(`Left ${left} tensors, expected none`);
    });
  }
}
