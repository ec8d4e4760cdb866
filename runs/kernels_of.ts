import { tmpdir } from "node:os";
import { UserError } from "../core/user_error.ts";
import type { RunEnvironment } from "./run_environment.ts";

/**
 * What a record says of what computes on a device: `strict` or `relaxed` on wasm, `stock` on cpu, and
 * on webgpu the adapter, by which a result hangs on the machine's driver. To be asked before work
 * starts: a machine without an adapter has none to name.
 *
 * @throws {UserError} if the device is webgpu and there is no adapter
 *
 * @example
 * ```ts
 * import { kernelsOf } from "./kernels_of.ts";
 * if (await kernelsOf({ device: "wasm" }) !== "relaxed") throw new Error("another default");
 * if (await kernelsOf({ device: "cpu" }) !== "stock") throw new Error("kernels of ours");
 * ```
 */
export async function kernelsOf(
  { device, kernels = "relaxed" }: Pick<RunEnvironment, "device" | "kernels">,
): Promise<string> {
  switch (device) {
    case "wasm":
      return kernels;
    case "cpu":
      return "stock";
    case "webgpu":
      return adapterName(await requestAdapter());
  }
  return device satisfies never;
}

/** As the run asks for it: `nn` chooses the same, and tells of none in the same words. */
async function requestAdapter(): Promise<GPUAdapter> {
  // Without this folder the display libraries of the driver print an error that means nothing here.
  const lacks = Deno.env.get("XDG_RUNTIME_DIR") === undefined;
  if (lacks) Deno.env.set("XDG_RUNTIME_DIR", tmpdir());
  try {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
    if (adapter) return adapter;
  } finally {
    if (lacks) Deno.env.delete("XDG_RUNTIME_DIR");
  }
  throw new UserError(
    "Cannot open WebGPU: no adapter, " +
      "expected a Vulkan driver (apt-get install mesa-vulkan-drivers libvulkan1)",
  );
}

function adapterName(
  { info: { vendor, architecture, description, isFallbackAdapter } }: GPUAdapter,
): string {
  const words = [vendor, architecture, description].filter((word) => word !== "");
  return [...words, ...isFallbackAdapter ? ["(software)"] : []].join(" ");
}
