// In this module's graph, so that a plugin may import it without a permission to read the house.
import "./contract/mod.ts";
import type { Hello } from "./_hello.ts";
import { assertBackend } from "./_assert_backend.ts";
import { closeOff } from "./_close_off.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { serve } from "./serve.ts";
import { stdioChannel } from "./wire/stdio_channel.ts";

/**
 * Loads a plugin: opens the device if it uses tensors, then imports it.
 *
 * The import of `nn` is written out here so that `nn` and tfjs are in this module's graph, as the
 * contract is. It runs only for those who need it: a method that counts does not pay for tfjs.
 *
 * @returns what the plugin exports by default
 * @throws {PluginFailure} "device" if the device cannot be opened
 */
export async function loadPlugin(
  { entry, device, kernels, tensors, wasmPath }: Hello,
): Promise<unknown> {
  if (tensors) {
    const { openDevice } = await import("../nn/mod.ts");
    try {
      await openDevice(device, { wasmPath, kernels });
    } catch (error) {
      throw new PluginFailure("device", error instanceof Error ? error.message : String(error));
    }
  }
  const module: { default?: unknown } = await import(entry);
  return module.default;
}

if (import.meta.main) {
  const channel = stdioChannel(Deno);
  closeOff();
  const { signal } = new AbortController();
  await serve(channel, { load: loadPlugin, assertDevice: assertBackend, signal });
  Deno.exit(0);
}
