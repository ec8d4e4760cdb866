import { UserError } from "../core/user_error.ts";
import { formatBytes } from "./format_bytes.ts";

/**
 * Refuses, before any work, runs side by side that may need more memory than the machine has.
 *
 * @throws {UserError} if `jobs × memoryBytes` is over `machineBytes`
 *
 * @example
 * ```ts
 * import { refuseTooMuch } from "./refuse_too_much.ts";
 * refuseTooMuch({ jobs: 2, memoryBytes: 4e9, machineBytes: 16e9 });
 * ```
 */
export function refuseTooMuch({ jobs, memoryBytes, machineBytes }: {
  readonly jobs: number;
  readonly memoryBytes: number;
  readonly machineBytes: number;
}): void {
  if (jobs * memoryBytes <= machineBytes) return;
  const need = `${formatBytes(jobs * memoryBytes)} (${jobs} × ${formatBytes(memoryBytes)})`;
  throw new UserError(
    `Cannot run ${jobs} ${jobs === 1 ? "job" : "jobs"} side by side: they may need ${need}, ` +
      `expected at most the ${formatBytes(machineBytes)} of this machine; ` +
      `lower --jobs or --limit-memory`,
  );
}
