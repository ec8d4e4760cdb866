import { assert, assertEquals } from "@std/assert";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tf } from "../../_tf.ts";
import { evaluate } from "../../evaluate.ts";
import { openDevice } from "../../open_device.ts";
import { testWebGpu } from "../../testing/test_webgpu.ts";

testWebGpu("webgpu holds no more memory for tensors of ever other sizes", async () => {
  await openDevice("webgpu", { wasmPath: "" });
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error("another backend");
  for (let step = 0; step < 40; step++) {
    const size = 1_000_000 + step, x = { shape: [size], values: new Float32Array(size).fill(3) };
    const y = await evaluate({ x }, (weights) => weights.get("x", [size]).square());
    assertEquals([y[0], y[size - 1]], [9, 9]);
    // In use at once: x, its square and the copy that is read; all that again may be kept, and 64 MiB.
    assert(backend.memory().numBytesAllocatedInGPU < 2 * 4 * 4.1e6 + 64 * 2 ** 20);
  }
  assertEquals(backend.memory().numBytesInGPU, 0);
});
