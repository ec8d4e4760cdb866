import type { Kernels } from "../nn/mod.ts";
import type { Device } from "./contract/mod.ts";
import type { Message } from "./wire/message.ts";

/** The first message: which method, and what it is lent. */
export interface Hello {
  /** File URL of the method's entry. */
  readonly entry: string;
  /** Run seed. */
  readonly seed: number;
  /** Where tensors are to live. */
  readonly device: Device;
  /** What computes there if that is wasm. */
  readonly kernels: Kernels;
  /** Whether the method uses tensors, so that the device is to be opened. */
  readonly tensors: boolean;
  /** Folder of tfjs's `.wasm` files: real path, trailing slash. */
  readonly wasmPath: string;
}

/** The hello that a message holds. @throws {TypeError} if it holds none */
export function readHello({ type, values }: Message): Hello {
  const { entry, seed, device, kernels, tensors, wasmPath } = values;
  if (
    type !== "hello" || typeof entry !== "string" || typeof seed !== "number" ||
    (device !== "cpu" && device !== "wasm" && device !== "webgpu") ||
    (kernels !== "strict" && kernels !== "relaxed") ||
    typeof tensors !== "boolean" || typeof wasmPath !== "string"
  ) {
    throw new TypeError(`Cannot start: a message "${type}", expected a hello`);
  }
  return { entry, seed, device, kernels, tensors, wasmPath };
}
