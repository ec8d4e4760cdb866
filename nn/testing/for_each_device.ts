import type { Device } from "../../plugins/contract/mod.ts";
import { openDevice } from "../open_device.ts";
import { nodeModulesWasmPath } from "./node_modules_wasm_path.ts";
import { tensorCount } from "../tensor_count.ts";

/**
 * Registers a test once per device: `name on cpu`, `name on wasm`. Each fails if it leaves a tensor.
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
  run: () => Promise<void>,
  { devices = ["cpu", "wasm"] }: { devices?: readonly Device[] } = {},
): void {
  for (const device of devices) {
    Deno.test(`${name} on ${device}`, async () => {
      await openDevice(device, { wasmPath: nodeModulesWasmPath() });
      const before = tensorCount();
      await run();
      const left = tensorCount() - before;
      if (left !== 0) throw new Error(`Left ${left} tensors, expected none`);
    });
  }
}
