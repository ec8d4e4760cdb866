import type { TensorInfo } from "@tensorflow/tfjs";

/** A kernel's input that must be there. @throws {TypeError} if it is not */
export function given(inputs: Record<string, TensorInfo | undefined>, name: string): TensorInfo {
  const tensor = inputs[name];
  if (tensor === undefined) {
    throw new TypeError(`Cannot run a kernel: no tensor "${name}", expected one`);
  }
  return tensor;
}
