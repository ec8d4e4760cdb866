import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { evaluate } from "./evaluate.ts";
import { openDevice } from "./open_device.ts";
import type { Tensor } from "./tensor.ts";
import { tensorCount } from "./tensor_count.ts";
import { nodeModulesWasmPath } from "./testing/node_modules_wasm_path.ts";
import { testWebGpu } from "./testing/test_webgpu.ts";

const x = { shape: [1], values: new Float32Array([3]) };
const square = () => evaluate({ x }, (weights) => weights.get("x", [1]).square());

Deno.test("without a device, tensors are refused", async () => {
  assertEquals(tensorCount(), 0);
  await assertRejects(
    square,
    Error,
    "Cannot use tensors: no device is open, expected openDevice() before",
  );
});

/** The last line that some code prints in a process of its own, as a device that failed stays so. */
async function lastLine(code: string, env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    cwd: new URL("..", import.meta.url),
    env,
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).trim().split("\n").at(-1) ?? "";
}

/** Code that opens a device and says how that went. */
function opening(device: string, wasmPath: string): string {
  return `
    import { openDevice } from ${JSON.stringify(new URL("./open_device.ts", import.meta.url).href)};
    await openDevice("${device}", { wasmPath: ${JSON.stringify(wasmPath)} })
      .then(() => console.log("opened"), (error) => console.log(error.message));
  `;
}

Deno.test("openDevice() fails where tfjs would fall back to another device", async () => {
  assertEquals(
    await lastLine(opening("wasm", `${import.meta.dirname}/`)),
    'Cannot open device "wasm": tfjs could not start it, expected its files in "' +
      import.meta.dirname + '/"',
  );
});

Deno.test("openDevice() says what to install where there is no WebGPU adapter", async () => {
  // No machine has adapters of both.
  const DENO_WEBGPU_BACKEND = Deno.build.os === "windows" ? "metal" : "dx12";
  assertEquals(
    await lastLine(opening("webgpu", ""), { DENO_WEBGPU_BACKEND }),
    "Cannot open WebGPU: no adapter, expected a Vulkan driver " +
      "(apt-get install mesa-vulkan-drivers libvulkan1)",
  );
});

Deno.test("openDevice() opens one device after the other, again and again", async () => {
  for (const device of ["cpu", "wasm", "wasm", "cpu", "wasm"] as const) {
    await openDevice(device, { wasmPath: nodeModulesWasmPath() });
    assertEquals([...await square()], [9]);
  }
  assertEquals(tensorCount(), 0);
});

testWebGpu("openDevice() opens webgpu between other devices", async () => {
  for (const device of ["webgpu", "wasm", "webgpu", "cpu", "webgpu"] as const) {
    await openDevice(device, { wasmPath: nodeModulesWasmPath() });
    assertEquals([...await square()], [9]);
  }
  assertEquals(tensorCount(), 0);
});

testWebGpu("a synchronous read is refused on webgpu", async () => {
  await openDevice("webgpu", { wasmPath: "" });
  await assertRejects(
    () =>
      evaluate(
        { x },
        (weights) => weights.get("x", [1]).mul(weights.get("x", [1]).square().dataSync()[0]),
      ),
    Error,
    "Cannot read a tensor synchronously: it is on the GPU, expected await tensor.data()",
  );
  assertEquals([...await square()], [9]);
  assertEquals(tensorCount(), 0);
});

testWebGpu("no number leaves webgpu after a device error", async () => {
  const code = `
    ${opening("webgpu", "")}
    import * as tf from "@tensorflow/tfjs";
    const { device } = tf.backend(), x = tf.tensor1d([1, 2]).add(1);
    device.createBuffer({ size: 4, usage: 0xffff });
    for (let i = 0; i < 2; i++) {
      await x.data().then((all) => console.log(...all), ({ message }) => console.log(message));
    }
  `;
  assertMatch(
    await lastLine(code),
    /^Cannot compute on WebGPU: .*usage.*, expected no device error$/i,
  );
});

testWebGpu("no number leaves webgpu once the device is lost", async () => {
  const code = `
    ${opening("webgpu", "")}
    import * as tf from "@tensorflow/tfjs";
    const x = tf.tensor1d([1, 2]).add(1);
    tf.backend().device.destroy();
    await x.data().then((all) => console.log(...all), ({ message }) => console.log(message));
  `;
  assertMatch(await lastLine(code), /^Cannot compute on WebGPU: .*, expected no device error$/);
});

testWebGpu("a read of a tensor that is disposed of fails, and no other after it", async () => {
  await openDevice("webgpu", { wasmPath: "" });
  let spent: Tensor | undefined;
  await evaluate({ x }, (weights) => {
    spent = weights.get("x", [1]).square();
    return spent.mul(2);
  });
  await assertRejects(async () => await spent?.data(), Error, "disposed");
  assertEquals([...await square()], [9]);
});
