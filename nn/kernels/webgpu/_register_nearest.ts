import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { given } from "../_given.ts";
import { replaceKernel } from "../_replace_kernel.ts";
import { nearest } from "./_nearest.ts";
import { nearestGradient } from "./_nearest_gradient.ts";

/** The nearest positions of every pair of sequences, and the gradients of their products. */
export function registerNearest(backend: WebGPUBackend): void {
  replaceKernel("NearestSimilarity", "webgpu", () => ({ inputs, attrs }) =>
    nearest(backend, {
      x: given(inputs, "x"),
      y: given(inputs, "y"),
      xPlaces: given(inputs, "xPlaces"),
      xStarts: given(inputs, "xStarts"),
      yPlaces: given(inputs, "yPlaces"),
      yStarts: given(inputs, "yStarts"),
      none: Number(attrs?.none),
    }));
  replaceKernel(
    "NearestSimilarityGradient",
    "webgpu",
    () => ({ inputs }) =>
      nearestGradient(backend, {
        x: given(inputs, "x"),
        y: given(inputs, "y"),
        rows: given(inputs, "rows"),
        slope: given(inputs, "slope"),
      }),
  );
}
