import { UserError } from "../core/user_error.ts";
import type { Device } from "../plugins/contract/mod.ts";

const DEVICES: readonly Device[] = ["wasm", "cpu", "webgpu"];

/**
 * The device of a name.
 *
 * @throws {UserError} if there is none
 */
export function parseDevice(name: string): Device {
  const found = DEVICES.find((device) => device === name);
  if (found) return found;
  throw new UserError(`Cannot use device "${name}": unknown, expected ${DEVICES.join(", ")}`);
}
