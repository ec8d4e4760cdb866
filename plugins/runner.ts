// In this module's graph, so that a plugin may import it without a permission to read the house.
import "./contract/mod.ts";
import type { Hello } from "./_hello.ts";
import { assertBackend } from "./_assert_backend.ts";
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

/** Takes from a plugin what it has no use for: stores that outlive it, threads that the host cannot see. */
function hide(): void {
  for (const name of ["caches", "localStorage", "sessionStorage", "Worker"]) {
    Reflect.deleteProperty(globalThis, name);
  }
}

/** Points all of `console` at stderr: stdout is the wire, of which `stdioChannel` keeps the writer. */
function pointConsoleAtStderr(): void {
  const { error } = console;
  for (const name of ["log", "info", "debug", "dir", "dirxml", "table", "timeEnd", "timeLog"]) {
    Reflect.set(console, name, error);
  }
  for (const name of ["count", "group", "groupCollapsed", "clear"]) {
    Reflect.set(console, name, (...args: unknown[]) => args.length > 0 && error(...args));
  }
}

if (import.meta.main) {
  const channel = stdioChannel(Deno);
  hide();
  pointConsoleAtStderr();
  const { signal } = new AbortController();
  await serve(channel, { load: loadPlugin, assertDevice: assertBackend, signal });
  Deno.exit(0);
}
