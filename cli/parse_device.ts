import { UserError } from "../core/user_error.ts";
import type { Device } from "../plugins/contract/mod.ts";

const DEVICES: readonly Device[] = ["wasm", "cpu", "webgpu"];

/**
 * The device of a name.
 *
 * @throws {UserError} if there is none
 *
 * @example
 * ```ts
 * import { parseDevice } from "./parse_device.ts";
 * if (parseDevice("wasm") !== "wasm") throw new Error("another device");
 * ```
 */
export function parseDevice(name: string): Device {
  const found = DEVICES.find((device) => device === name);
  if (found) return found;
  throw new UserError(`Cannot use device "${name}": unknown, expected ${DEVICES.join(", ")}`);
}
