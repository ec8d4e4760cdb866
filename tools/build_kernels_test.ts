import { assertEquals } from "@std/assert";
import { buildKernels } from "./build_kernels.ts";

/** Ids of a module's sections. Source: WebAssembly core specification, §5.5. */
function sections(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < bytes.length;) {
    ids.push(bytes[at++]);
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      more = (bytes[at] & 0x80) !== 0;
      size |= (bytes[at++] & 0x7f) << shift;
    }
    at += size;
  }
  return ids;
}

const GLOBAL = 6, START = 8, DATA = 11, DATA_COUNT = 12;

for (const variant of ["strict", "relaxed"] as const) {
  Deno.test(`the ${variant} kernels are what their source builds, byte for byte`, async () => {
    const committed = await Deno.readFile(
      new URL(`../core/kernels/${variant}.wasm`, import.meta.url),
    );
    assertEquals(await buildKernels(variant), committed, "expected deno task kernels before");
  });

  Deno.test(`the ${variant} kernels put nothing into the memory that they share`, async () => {
    const bytes = await Deno.readFile(new URL(`../core/kernels/${variant}.wasm`, import.meta.url));
    const found = sections(bytes);
    const own = [GLOBAL, START, DATA, DATA_COUNT].filter((id) => found.includes(id));
    assertEquals(own, []);
    assertEquals(WebAssembly.Module.imports(new WebAssembly.Module(bytes)), [
      { module: "env", name: "memory", kind: "memory" },
    ]);
  });
}

Deno.test("the section reader sees globals and data", () => {
  // A memory, a global and a byte of data, by hand.
  const module = new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[5, 3, 1, 0, 1],
    ...[6, 6, 1, 0x7f, 0, 0x41, 0, 0x0b],
    ...[11, 7, 1, 0, 0x41, 0, 0x0b, 1, 42],
  ]);
  assertEquals(WebAssembly.validate(module), true);
  assertEquals(sections(module), [5, GLOBAL, DATA]);
});
