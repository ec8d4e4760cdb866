import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import type { Kernels } from "../nn/mod.ts";

const SOURCE = new URL("../core/kernels/assembly/", import.meta.url);

/** The builds, and what each needs besides the others' options. */
const VARIANTS: Readonly<Record<Kernels, readonly string[]>> = {
  strict: [],
  relaxed: ["--enable", "relaxed-simd"],
};

/**
 * Builds the wasm kernels from `core/kernels/assembly`: same source, same bytes. `deno task kernels`
 * writes them to `core/kernels`, where they are committed.
 *
 * @throws {Error} with the compiler's words if the source does not compile
 *
 * @example
 * ```ts
 * import { buildKernels } from "./build_kernels.ts";
 * const bytes = await buildKernels("strict");
 * if (!WebAssembly.validate(bytes)) throw new Error("not wasm");
 * ```
 */
export async function buildKernels(variant: Kernels): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main([
    "kernels.ts",
    ...["--outFile", "kernels.wasm", "--baseDir", fileURLToPath(SOURCE), "-O3", "--noAssert"],
    // tfjs's memory; without a runtime or an abort, nothing is placed in it, and nothing imported.
    ...["--importMemory", "--initialMemory", "1", "--runtime", "stub", "--use", "abort="],
    // Vectors are passed between our own functions only.
    ...["--enable", "simd", "--disableWarning", "112"],
    ...VARIANTS[variant],
  ], {
    readFile: (name) => {
      try {
        return Deno.readTextFileSync(new URL(name, SOURCE));
      } catch {
        return null;
      }
    },
    writeFile: (_, contents) => {
      if (typeof contents !== "string") bytes = new Uint8Array(contents);
    },
    listFiles: () => [],
  });
  if (error || bytes === undefined) {
    throw new Error(`Cannot build the ${variant} kernels: ${stderr}, expected no error`);
  }
  return bytes;
}

if (import.meta.main) {
  for (const variant of ["strict", "relaxed"] as const) {
    const to = new URL(`../core/kernels/${variant}.wasm`, import.meta.url);
    await Deno.writeFile(to, await buildKernels(variant));
  }
}
