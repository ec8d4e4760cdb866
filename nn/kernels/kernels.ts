/**
 * Which build of the wasm kernels computes: `strict` gives the same bits on every machine; `relaxed`
 * multiplies and adds in one rounding where the machine can, which is faster, and gives the same bits
 * on machines of one class.
 */
export type Kernels = "strict" | "relaxed";
