import { join } from "node:path";
import { HOUSE } from "./_house.ts";
import { wasmPath } from "./_wasm_path.ts";

/**
 * What every run may read besides its own copy: tfjs's `.wasm` files and our kernels. A permission is
 * held against a path as it is named, so the kernels stand here as the runner's modules name them.
 */
export function readableFolders(): string[] {
  return [wasmPath(), join(HOUSE, "core", "kernels")].filter(Boolean);
}
