import type { Kernels } from "../nn/mod.ts";
import type { Device } from "./contract/mod.ts";
import type { Limits } from "./limits.ts";

/** How a session is opened, through the wall or in-process. */
export interface SessionOptions {
  /** Run seed. */
  readonly seed: number;
  /** Where tensors are to live. */
  readonly device: Device;
  /** What computes there if that is wasm; `relaxed` unless said. */
  readonly kernels?: Kernels | undefined;
  /** What the run may use. */
  readonly limits: Limits;
  /** Ends the run when it aborts. */
  readonly signal?: AbortSignal;
}
