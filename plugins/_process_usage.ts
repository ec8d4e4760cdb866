/** What a process has used so far: CPU seconds over all its threads, and its peak of resident memory. */
export interface ProcessUsage {
  /** Seconds in user and system mode. */
  readonly cpuSeconds: number;
  /** Bytes. */
  readonly peakMemoryBytes: number;
}

/** The kernel's clock ticks a second, as `/proc` counts them: 100 on every Linux since 2.6. */
const TICKS = 100;

/**
 * What a live process has used, from `/proc`; of a dead one, or where there is no `/proc`, what was
 * known before.
 */
export function processUsage(pid: number, before: ProcessUsage): ProcessUsage {
  try {
    // The name in parentheses may hold spaces: count from its end.
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`));
    return {
      cpuSeconds: Math.max(cpuSeconds, before.cpuSeconds),
      peakMemoryBytes: Math.max(Number(peak?.[1] ?? 0) * 1024, before.peakMemoryBytes),
    };
  } catch {
    return before;
  }
}
