/** A function of one number between two linear layers; `gelu` is the exact one, by way of erf. */
export type Activation = "relu" | "gelu" | "silu" | "sigmoid" | "tanh";
