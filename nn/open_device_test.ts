import { assertEquals, assertRejects } from "@std/assert";
import { evaluate } from "./evaluate.ts";
import { openDevice } from "./open_device.ts";
import { tensorCount } from "./tensor_count.ts";
import { nodeModulesWasmPath } from "./testing/node_modules_wasm_path.ts";

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

Deno.test("openDevice() fails where tfjs would fall back to another device", async () => {
  // A process of its own: what tfjs has failed to open it does not try again.
  const code = `
    import { openDevice } from ${JSON.stringify(new URL("./open_device.ts", import.meta.url).href)};
    await openDevice("wasm", { wasmPath: ${JSON.stringify(import.meta.dirname + "/")} })
      .then(() => console.log("opened"), (error) => console.log(error.message));
  `;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    cwd: new URL("..", import.meta.url),
    stderr: "null",
  }).output();
  assertEquals(
    new TextDecoder().decode(stdout).trim().split("\n").at(-1),
    'Cannot open device "wasm": tfjs could not start it, expected its files in "' +
      import.meta.dirname + '/"',
  );
});

Deno.test("openDevice() opens one device after the other, again and again", async () => {
  for (const device of ["cpu", "wasm", "wasm", "cpu", "wasm"] as const) {
    await openDevice(device, { wasmPath: nodeModulesWasmPath() });
    assertEquals([...await square()], [9]);
  }
  assertEquals(tensorCount(), 0);
});

Deno.test("openDevice() refuses webgpu", async () => {
  await assertRejects(
    () => openDevice("webgpu", { wasmPath: "" }),
    Error,
    'Cannot open device "webgpu": not supported, expected "wasm" or "cpu"',
  );
});
