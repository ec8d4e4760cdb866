import type { RunEnvironment } from "../run_environment.ts";

/**
 * Which build of the product kernel ranks whole pools by a scorer's vectors: on wasm the one that the
 * method computed with, `strict` on every other device.
 *
 * On wasm the run has named its build already, and it is in the run's key: the host's products then
 * round as the method's own do, and cost what they cost there. On cpu and webgpu no build of ours is
 * part of the run, so the host takes the one whose bits are the same on every machine and adds nothing
 * that a record would have to tell. Either way device and kernels of a record say what has ranked.
 *
 * @example
 * ```ts
 * import { rankingKernels } from "./ranking_kernels.ts";
 * if (rankingKernels({ device: "wasm" }) !== "relaxed") throw new Error("not the run's");
 * if (rankingKernels({ device: "webgpu" }) !== "strict") throw new Error("hangs on the machine");
 * ```
 */
export function rankingKernels(
  { device, kernels = "relaxed" }: Pick<RunEnvironment, "device" | "kernels">,
): "strict" | "relaxed" {
  return device === "wasm" ? kernels : "strict";
}
