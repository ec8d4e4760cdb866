/** What one run may use. The limits do not depend on how many runs go side by side. */
export interface Limits {
  /** Memory of its process in bytes, by the kernel. */
  readonly memoryBytes: number;
  /** CPU seconds of its process over all threads, by the kernel. */
  readonly cpuSeconds: number;
  /** Seconds that the host waits for it in all: a guard against sleepers, which use no CPU time. */
  readonly wallSeconds: number;
  /**
   * Bytes on its stdout besides the scores and vectors that were asked for; the size of a checkpoint, of
   * saved weights, and of item vectors whose size is not known from a query's.
   */
  readonly outputBytes: number;
  /** Bytes on its stderr. */
  readonly stderrBytes: number;
  /** Calls of `context.validate`. */
  readonly validations: number;
}

/**
 * The limits of a run: 4 GB of memory and an hour of CPU time unless told otherwise. The guard on
 * wall time is four times the CPU time, so that runs side by side never meet it first.
 *
 * @example
 * ```ts
 * import { limits } from "./limits.ts";
 * if (limits({ cpuSeconds: 60 }).wallSeconds !== 240) throw new Error("no guard");
 * ```
 */
export function limits(chosen: Partial<Limits> = {}): Limits {
  const cpuSeconds = chosen.cpuSeconds ?? 3600, memoryBytes = chosen.memoryBytes ?? 4e9;
  return {
    memoryBytes,
    wallSeconds: 4 * cpuSeconds,
    // A state is in its memory twice while it is sent.
    outputBytes: Math.ceil(memoryBytes / 2),
    stderrBytes: 16e6,
    validations: 500,
    ...chosen,
    cpuSeconds,
  };
}
