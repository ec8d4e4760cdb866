import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../core/user_error.ts";
import { parseKernels } from "./parse_kernels.ts";

Deno.test("parseKernels() gives the kernels of a name, and relaxed ones if none is given", () => {
  assertEquals(parseKernels("strict", "wasm"), "strict");
  assertEquals(parseKernels("relaxed", "wasm"), "relaxed");
  assertEquals(parseKernels(undefined, "wasm"), "relaxed");
});

Deno.test("parseKernels() refuses an unknown name, whatever the device", () => {
  for (const device of ["wasm", "webgpu"] as const) {
    for (const name of ["fast", "Strict", "stock"]) {
      assertThrows(
        () => parseKernels(name, device),
        UserError,
        `Cannot use kernels "${name}": unknown, expected strict, relaxed`,
      );
    }
  }
});

Deno.test("parseKernels() refuses a choice on a device that leaves none", () => {
  for (const device of ["cpu", "webgpu"] as const) {
    assertThrows(
      () => parseKernels("relaxed", device),
      UserError,
      `Cannot use kernels "relaxed" on device "${device}": only wasm has kernels to choose from, ` +
        "expected --device wasm or no --kernels",
    );
    assertEquals(parseKernels(undefined, device), "relaxed");
  }
});
