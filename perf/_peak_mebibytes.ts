/** Peak resident memory of this process in MiB; null where the system does not tell (not Linux). */
export function peakMebibytes(): number | null {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return null;
  }
}
