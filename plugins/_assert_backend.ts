import type { Device } from "./contract/mod.ts";
import { PluginFailure } from "./plugin_failure.ts";

/**
 * Asserts that tfjs, if it was loaded at all, still uses the device that was asked for: it falls back
 * to `cpu` in silence, and a plugin could switch.
 *
 * @throws {PluginFailure} "device" if it uses another
 */
export function assertBackend({ device }: { readonly device: Device }): void {
  // tfjs keeps its one engine there, whoever imported it and how.
  const engine: unknown = Reflect.get(globalThis, "_tfengine");
  if (typeof engine !== "object" || engine === null || !("backendName" in engine)) return;
  const { backendName } = engine;
  if (backendName === device || backendName === undefined) return;
  throw new PluginFailure("device", `tfjs uses "${backendName}", expected "${device}"`);
}
