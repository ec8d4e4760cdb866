import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { childCommand } from "./_child_command.ts";
import type { Hello } from "./_hello.ts";
import { HOUSE } from "./_house.ts";
import { limits } from "./limits.ts";
import { readableFolders } from "./_readable_folders.ts";
import { wallTools } from "./_wall_tools.ts";
import { wasmPath } from "./_wasm_path.ts";
import { encodeMessage } from "./wire/encode_message.ts";

/**
 * Fills the code caches of a new `DENO_DIR`: starts the runner in it, as every run does, with a method
 * that opens a device and then does nothing, and lets it end by itself, which is when Deno writes them.
 *
 * @returns false if the process did not end well
 */
export async function prime(denoDir: string): Promise<boolean> {
  const cwd = await Deno.makeTempDir({ prefix: "permafrost-" });
  try {
    const entry = join(HOUSE, "plugins", "_prime_method.ts");
    const child = childCommand({
      read: [entry, ...readableFolders()],
      seed: 1,
      limits: limits({ cpuSeconds: 60 }),
      tools: wallTools(),
      denoDir,
      cwd,
    }).spawn();
    const hello: Hello = {
      entry: pathToFileURL(entry).href,
      seed: 1,
      device: "wasm",
      kernels: "relaxed",
      tensors: true,
      wasmPath: wasmPath(),
    };
    const writer = child.stdin.getWriter();
    for (const part of encodeMessage({ type: "hello", values: { ...hello }, columns: {} })) {
      await writer.write(part);
    }
    await writer.close();
    return (await child.output()).success;
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}
