import { assertEquals, assertNotEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { testWebGpu } from "../nn/testing/test_webgpu.ts";
import { kernelsOf } from "./kernels_of.ts";

Deno.test("kernelsOf() is the build on wasm, relaxed unless said, and stock on cpu", async () => {
  assertEquals(await kernelsOf({ device: "wasm", kernels: "strict" }), "strict");
  assertEquals(await kernelsOf({ device: "wasm", kernels: "relaxed" }), "relaxed");
  assertEquals(await kernelsOf({ device: "wasm" }), "relaxed");
  assertEquals(await kernelsOf({ device: "cpu", kernels: "strict" }), "stock");
});

testWebGpu("kernelsOf() on webgpu names the adapter, and says if it is software", async () => {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  const { vendor, architecture, description, isFallbackAdapter } = adapter?.info ?? {};
  const name = await kernelsOf({ device: "webgpu" });
  for (const part of [vendor, architecture, description]) {
    assertEquals(name.includes(part ?? "an adapter"), true, name);
  }
  assertEquals(name.endsWith(" (software)"), isFallbackAdapter);
  assertEquals(name, name.trim());
  assertNotEquals(name.replace("(software)", "").trim(), "");
  assertEquals(await kernelsOf({ device: "webgpu" }), name);
});

Deno.test("kernelsOf() without an adapter is one line for the person, in the words of openDevice()", async () => {
  const code = `
    import { kernelsOf } from ${JSON.stringify(import.meta.resolve("./kernels_of.ts"))};
    import { openDevice } from ${JSON.stringify(import.meta.resolve("../nn/open_device.ts"))};
    const errors = [
      await kernelsOf({ device: "webgpu" }).catch((error) => error),
      await openDevice("webgpu", { wasmPath: "" }).catch((error) => error),
    ];
    console.log(JSON.stringify(errors.map(({ name, message }) => [name, message])));`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    // An interface that this system has not, whatever its drivers are.
    env: { DENO_WEBGPU_BACKEND: Deno.build.os === "darwin" ? "dx12" : "metal" },
  }).output();
  const text = new TextDecoder();
  const message = "Cannot open WebGPU: no adapter, " +
    "expected a Vulkan driver (apt-get install mesa-vulkan-drivers libvulkan1)";
  assertEquals(text.decode(stderr), "");
  assertEquals(JSON.parse(text.decode(stdout)), [["UserError", message], ["Error", message]]);
});
