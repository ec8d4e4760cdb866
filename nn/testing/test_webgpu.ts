/** Why tests on WebGPU do not run on this machine. */
const why = await whyNot();

/**
 * Registers a test that needs a WebGPU adapter. Where there is none it is skipped and its name says
 * so; if the environment's `PERMAFROST_REQUIRE` lists `webgpu`, it runs all the same and fails.
 *
 * @example
 * ```ts
 * import { testWebGpu } from "./test_webgpu.ts";
 * if (typeof testWebGpu !== "function") throw new Error("no helper");
 * ```
 */
export function testWebGpu(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: why ? `${name} (skipped: ${why})` : name, ignore: why !== undefined, fn });
}

async function whyNot(): Promise<string | undefined> {
  if (Deno.env.get("PERMAFROST_REQUIRE")?.split(",").includes("webgpu")) return undefined;
  return await navigator.gpu?.requestAdapter() ? undefined : "no WebGPU adapter";
}
