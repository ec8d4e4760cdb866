/** How many processes this machine's kernel has killed for want of memory since it started. */
export function oomKills(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(Deno.readTextFileSync("/proc/vmstat"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
