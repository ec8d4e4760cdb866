import { join } from "node:path";
import { HOUSE } from "./_house.ts";

/**
 * Folder of tfjs's `.wasm` files, with its real path (a permission names no links) and a trailing
 * slash; empty if tfjs is not installed, which then is told by whoever opens a device.
 */
export function wasmPath(): string {
  try {
    const folder = join(HOUSE, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist");
    return `${Deno.realPathSync(folder)}/`;
  } catch {
    return "";
  }
}
