import { UserError } from "../core/user_error.ts";
import type { Kernels } from "../nn/mod.ts";
import type { Device } from "../plugins/contract/mod.ts";

const KERNELS: readonly Kernels[] = ["strict", "relaxed"];

/**
 * The kernels of a name; `relaxed` if none is given.
 *
 * @param device that they are to compute on: only wasm has kernels to choose from
 * @throws {UserError} if there are none of that name, or the device leaves no choice
 *
 * @example
 * ```ts
 * import { parseKernels } from "./parse_kernels.ts";
 * if (parseKernels("strict", "wasm") !== "strict") throw new Error("other kernels");
 * if (parseKernels(undefined, "cpu") !== "relaxed") throw new Error("another default");
 * ```
 */
export function parseKernels(name: string | undefined, device: Device): Kernels {
  if (name === undefined) return "relaxed";
  const found = KERNELS.find((kernels) => kernels === name);
  if (!found) {
    throw new UserError(`Cannot use kernels "${name}": unknown, expected ${KERNELS.join(", ")}`);
  }
  if (device === "wasm") return found;
  throw new UserError(
    `Cannot use kernels "${name}" on device "${device}": only wasm has kernels to choose from, ` +
      "expected --device wasm or no --kernels",
  );
}
