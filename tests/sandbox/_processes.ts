import type { PluginCopy } from "../../plugins/plugin_copy.ts";

/** Ids of the live children of a process, over all its threads. */
export function childrenOf(pid: number): number[] {
  const threads = [...Deno.readDirSync(`/proc/${pid}/task`)];
  return threads.flatMap(({ name }) =>
    textOf(`/proc/${pid}/task/${name}/children`).split(" ").filter(Boolean).map(Number)
  );
}

/**
 * Ids of this process's children that run a plugin: its folder is on their command lines. Tests of
 * other files are threads of this process too, with runs of their own.
 */
export function runsOf({ folder }: PluginCopy): number[] {
  return childrenOf(Deno.pid).filter((pid) => textOf(`/proc/${pid}/cmdline`).includes(folder));
}

/** What a file of a process or thread says, nothing if that is gone. */
function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

/** Whether a process is alive: there, and no zombie. */
export function isAlive(pid: number): boolean {
  return /^State:\s+[^Z]/m.test(textOf(`/proc/${pid}/status`));
}

/** Waits until none of some processes is alive, at most for some seconds; gives those that still are. */
export async function survivors(pids: readonly number[], seconds: number): Promise<number[]> {
  for (let looks = 0; looks < seconds * 50 && pids.some(isAlive); looks++) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return pids.filter(isAlive);
}
