import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { given } from "../_given.ts";
import { replaceKernel } from "../_replace_kernel.ts";
import { dropout } from "./_dropout.ts";
import { gelu, geluGradient } from "./_gelu.ts";
import { layerNorm, layerNormGradient } from "./_layer_norm.ts";
import { maskedSoftmax, maskedSoftmaxGradient } from "./_masked_softmax.ts";

/** Layer normalisation, the softmax of attention, GELU and dropout, and their gradients. */
export function registerLayers(backend: WebGPUBackend): void {
  replaceKernel("LayerNorm", "webgpu", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), weight = given(inputs, "weight"), bias = given(inputs, "bias");
    return layerNorm(backend, { x, weight, bias, epsilon: Number(attrs?.epsilon) });
  });
  replaceKernel("LayerNormGradient", "webgpu", () => ({ inputs, attrs }) => {
    const x = given(inputs, "x"), weight = given(inputs, "weight");
    const slope = given(inputs, "slope"), epsilon = Number(attrs?.epsilon);
    return layerNormGradient(backend, { x, weight, slope, epsilon });
  });

  replaceKernel("MaskedSoftmax", "webgpu", () => ({ inputs, attrs }) =>
    maskedSoftmax(backend, {
      logits: given(inputs, "logits"),
      present: inputs.present,
      scale: Number(attrs?.scale),
      heads: Number(attrs?.heads),
      causal: Boolean(attrs?.causal),
    }));
  replaceKernel("MaskedSoftmaxGradient", "webgpu", () => ({ inputs, attrs }) => {
    const shares = given(inputs, "shares"), slope = given(inputs, "slope");
    return maskedSoftmaxGradient(backend, { shares, slope, scale: Number(attrs?.scale) });
  });

  replaceKernel("Gelu", "webgpu", () => ({ inputs }) => gelu(backend, given(inputs, "x")));
  replaceKernel("GeluGradient", "webgpu", () => ({ inputs }) => {
    const x = given(inputs, "x"), slope = given(inputs, "slope");
    return geluGradient(backend, { x, slope });
  });

  replaceKernel("Dropout", "webgpu", () => ({ inputs, attrs }) => {
    const words = [attrs?.words ?? []].flat().map(Number);
    return dropout(backend, { x: given(inputs, "x"), dropped: Number(attrs?.dropped), words });
  });
}
