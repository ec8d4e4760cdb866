/** One tensor of a safetensors file. The class of `data` is its type: U8, U32, I32, F32 or F64. */
export interface SafeTensor {
  /** Size per axis; their product is the length of `data`. */
  readonly shape: readonly number[];
  /** Values in row-major order. */
  readonly data: Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array;
}
