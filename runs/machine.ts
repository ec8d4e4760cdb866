import { arch, cpus, platform, release, totalmem } from "node:os";
import type { RunCircumstances } from "../leaderboard/schema/run_record.ts";

/**
 * The machine that a run was made on.
 *
 * @example
 * ```ts
 * import { machine } from "./machine.ts";
 * const { cores, memoryBytes } = machine();
 * if (cores < 1 || memoryBytes < 1) throw new Error("no machine");
 * ```
 */
export function machine(): RunCircumstances["machine"] {
  return {
    os: `${platform()} ${release()}`,
    arch: arch(),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: navigator.hardwareConcurrency,
    memoryBytes: totalmem(),
  };
}
