import type { SafeTensor } from "./safe_tensor.ts";

/** What a safetensors file holds: named tensors, and text beside them. */
export interface Safetensors {
  /** Tensor per name; "__metadata__" is no name. */
  readonly tensors: Readonly<Record<string, SafeTensor>>;
  /** Text per key: the header's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}
