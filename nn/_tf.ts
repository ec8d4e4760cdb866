import type * as TensorFlow from "@tensorflow/tfjs";

/**
 * tfjs, once `openDevice()` has loaded it: a method that only counts must not pay its 80 ms.
 * A live binding: read it inside functions, never while a module is evaluated.
 */
export let tf: typeof TensorFlow;

/** Loads tfjs and its wasm backend; the literal specifiers keep both in the static module graph. */
export async function loadTf(): Promise<typeof import("@tensorflow/tfjs-backend-wasm")> {
  tf = await import("@tensorflow/tfjs");
  return await import("@tensorflow/tfjs-backend-wasm");
}

/** @throws {Error} if no device is open */
export function requireTf(): typeof TensorFlow {
  if (tf === undefined) {
    throw new Error("Cannot use tensors: no device is open, expected openDevice() before");
  }
  return tf;
}
