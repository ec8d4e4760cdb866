import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tf } from "../../_tf.ts";
import { given } from "../_given.ts";
import { replaceKernel } from "../_replace_kernel.ts";
import { recurrence } from "./_recurrence.ts";
import { recurrenceGradient } from "./_recurrence_gradient.ts";

/** The recurrence of gated recurrent units over all positions, and its gradients. */
export function registerRecurrence(backend: WebGPUBackend): void {
  const product = tf.getKernel("BatchMatMul", "webgpu").kernelFunc;
  const transpose = tf.getKernel("Transpose", "webgpu").kernelFunc;

  replaceKernel("Recurrence", "webgpu", () => ({ inputs }) =>
    recurrence(backend, {
      inputs: given(inputs, "inputs"),
      weight: given(inputs, "weight"),
      bias: given(inputs, "bias"),
      initial: given(inputs, "initial"),
      scale: inputs.scale,
    }));
  replaceKernel("RecurrenceGradient", "webgpu", () => ({ inputs }) =>
    recurrenceGradient(backend, {
      weight: given(inputs, "weight"),
      initial: given(inputs, "initial"),
      scale: inputs.scale,
      kept: given(inputs, "gates"),
      slope: given(inputs, "slope"),
    }, { product, transpose }));
}
