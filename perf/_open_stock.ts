import * as tf from "@tensorflow/tfjs";
import { BackendWasm, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { nodeModulesWasmPath } from "../nn/testing/node_modules_wasm_path.ts";

/**
 * Opens tfjs's wasm backend as it comes from npm. One kernel is added, without which it cannot train
 * an embedding at all: the sum over segments, the gradient of every gather, as a plain loop.
 *
 * @throws {Error} if this process has kernels of ours
 */
export async function openStock(): Promise<void> {
  if (tf.getKernel("UnsortedSegmentSum", "wasm")) {
    throw new Error("Cannot open stock tfjs: kernels are registered, expected a fresh process");
  }
  tf.enableProdMode();
  setWasmPaths(nodeModulesWasmPath());
  await tf.setBackend("wasm");
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) {
    throw new Error(`Cannot open stock tfjs: backend "${tf.getBackend()}", expected "wasm"`);
  }
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc: ({ inputs: { x, segmentIds }, attrs }) => {
      if (!x || !segmentIds) throw new TypeError("Cannot sum segments: no tensor, expected two");
      const [rows, ...shape] = x.shape, size = shape.reduce((product, each) => product * each, 1);
      const out = backend.makeOutput([Number(attrs?.numSegments), ...shape], x.dtype);
      // Views last: an allocation may grow the heap, which detaches them.
      const sums = backend.typedArrayFromHeap(out).fill(0);
      const from = backend.typedArrayFromHeap(x), ids = backend.typedArrayFromHeap(segmentIds);
      for (let row = 0; row < rows; row++) {
        const to = ids[row] * size, at = row * size;
        for (let i = 0; i < size; i++) sums[to + i] += from[at + i];
      }
      return out;
    },
  });
}
