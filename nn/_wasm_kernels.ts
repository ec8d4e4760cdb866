import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs";
import { tf } from "./_tf.ts";

/**
 * Puts right what training needs and tfjs's wasm backend lacks or does slowly: the sum over segments
 * (gradient of every gather) is missing, a gather of rows takes 25 times as long as copying them, and
 * a matrix product with a transpose flag falls from XNNPACK to a plain loop, ten times slower.
 */
export function registerWasmKernels(backend: BackendWasm): void {
  if (tf.getKernel("UnsortedSegmentSum", "wasm")) return; // done already
  replace("UnsortedSegmentSum", ({ inputs, attrs }) => {
    const x = given(inputs.x), segment = given(inputs.segmentIds);
    return sumSegments(backend, x, segment, Number(attrs?.numSegments));
  });

  const gather = stock("GatherV2");
  replace("GatherV2", (call) => {
    const x = given(call.inputs.x), indices = given(call.inputs.indices);
    const rows = x.shape.length === 2 && x.dtype === "float32" && indices.dtype === "int32" &&
      call.attrs?.axis === 0 && call.attrs.batchDims === 0;
    return rows ? gatherRows(backend, x, indices) : gather(call);
  });

  const product = stock("BatchMatMul"), transpose = stock("Transpose");
  replace("BatchMatMul", (call) => {
    const flat = ({ shape }: TensorInfo) => shape.slice(0, -2).every((size) => size === 1);
    const { a, b } = call.inputs, { transposeA = false, transposeB = false } = call.attrs ?? {};
    if (!flat(given(a)) || !flat(given(b)) || !(transposeA || transposeB)) return product(call);
    const turned = (x: TensorInfo) => {
      const axes = x.shape.map((_, axis) => axis), last = axes.length - 1;
      [axes[last - 1], axes[last]] = [last, last - 1];
      return one(transpose({ inputs: { x }, backend, attrs: { perm: axes } }));
    };
    const left = transposeA ? turned(given(a)) : given(a);
    const right = transposeB ? turned(given(b)) : given(b);
    const attrs = { transposeA: false, transposeB: false };
    const out = product({ inputs: { a: left, b: right }, backend, attrs });
    if (transposeA) backend.disposeData(left.dataId);
    if (transposeB) backend.disposeData(right.dataId);
    return out;
  });
}

type Kernel = ReturnType<typeof tf.getKernel>["kernelFunc"];

function stock(kernelName: string): Kernel {
  return tf.getKernel(kernelName, "wasm").kernelFunc;
}

function replace(kernelName: string, kernelFunc: Kernel): void {
  // Registering over a kernel only prints a warning.
  if (tf.getKernel(kernelName, "wasm")) tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
}

function given(tensor: TensorInfo | undefined): TensorInfo {
  if (tensor === undefined) throw new TypeError("Cannot run a kernel: no tensor, expected one");
  return tensor;
}

function one(output: TensorInfo | TensorInfo[]): TensorInfo {
  return Array.isArray(output) ? output[0] : output;
}

/** Row s of the result is the sum of the rows of x whose segment is s; a negative segment is none. */
function sumSegments(
  backend: BackendWasm,
  x: TensorInfo,
  segment: TensorInfo,
  segments: number,
): TensorInfo {
  const size = x.shape.slice(1).reduce((product, each) => product * each, 1);
  const out = backend.makeOutput([segments, ...x.shape.slice(1)], x.dtype);
  // Views last: an allocation may grow the heap, which detaches them.
  const sums = backend.typedArrayFromHeap(out).fill(0);
  const from = backend.typedArrayFromHeap(x), ids = backend.typedArrayFromHeap(segment);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row];
    if (id >= segments) throw outside(id, segments);
    if (id < 0) continue;
    for (let i = 0, to = id * size, at = row * size; i < size; i++) sums[to + i] += from[at + i];
  }
  return out;
}

function gatherRows(backend: BackendWasm, x: TensorInfo, indices: TensorInfo): TensorInfo {
  const [rows, size] = x.shape;
  const out = backend.makeOutput([...indices.shape, size], x.dtype);
  const to = backend.typedArrayFromHeap(out);
  const from = backend.typedArrayFromHeap(x), ids = backend.typedArrayFromHeap(indices);
  for (let row = 0, at = 0; row < ids.length; row++) {
    const id = ids[row];
    if (!(id >= 0 && id < rows)) throw outside(id, rows);
    for (let i = 0, first = id * size; i < size; i++) to[at++] = from[first + i];
  }
  return out;
}

function outside(id: number, rows: number): RangeError {
  return new RangeError(`Cannot gather row ${id}: there are ${rows}, expected 0 … ${rows - 1}`);
}
