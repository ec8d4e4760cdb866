import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { tf } from "../_tf.ts";
import { given } from "./_given.ts";
import { matrixProduct } from "./_matrix_product.ts";
import type { WasmHeap } from "./_wasm_heap.ts";

/** tfjs's own kernels for what a fused product may end with, but for ReLU, which ours has. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu6: "Relu6",
  sigmoid: "Sigmoid",
  elu: "Elu",
  leakyrelu: "LeakyRelu",
  prelu: "Prelu",
};

/**
 * Products of matrices, with every pair of transpose flags, plain, batched and broadcast: tfjs leaves
 * all but the plainest to a loop that is ten times slower. With a transpose flag and a long inner
 * dimension it also forgets the ReLU of a fused product.
 */
export function registerProducts(heap: WasmHeap): void {
  heap.register("BatchMatMul", (stock) => (call) => {
    const a = given(call.inputs, "a"), b = given(call.inputs, "b");
    return isFloat(a, b) ? matrixProduct(heap, { a, b, ...flagsOf(call) }) : stock(call);
  });
  heap.register("_FusedMatMul", (stock) => (call) => {
    const a = given(call.inputs, "a"), b = given(call.inputs, "b"), { bias } = call.inputs;
    const activation = String(call.attrs?.activation), flags = flagsOf(call);
    const known = activation === "linear" || activation === "relu" || activation in ACTIVATIONS;
    const columns = b.shape.at(flags.transposeB ? -2 : -1);
    if (!known || !isFloat(a, b) || bias && bias.shape.join() !== `${columns}`) return stock(call);
    const x = matrixProduct(heap, { a, b, bias, relu: activation === "relu", ...flags });
    if (!(activation in ACTIVATIONS)) return x;
    const { kernelFunc } = tf.getKernel(ACTIVATIONS[activation], "wasm");
    const inputs = { x, alpha: call.inputs.preluActivationWeights };
    const attrs = { alpha: Number(call.attrs?.leakyreluAlpha) };
    const y = kernelFunc({ inputs, attrs, backend: call.backend });
    heap.free(x);
    return y;
  });
}

function flagsOf({ attrs }: Parameters<KernelFunc>[0]) {
  return { transposeA: Boolean(attrs?.transposeA), transposeB: Boolean(attrs?.transposeB) };
}

function isFloat(...tensors: TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === "float32");
}
