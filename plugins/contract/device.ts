/** Where tensors live: the host names it, and the runner asserts that it is the one really in use. */
export type Device = "cpu" | "wasm" | "webgpu";
