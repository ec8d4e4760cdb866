/** Ids of the live children of a process, over all its threads. */
export function childrenOf(pid: number): number[] {
  const threads = [...Deno.readDirSync(`/proc/${pid}/task`)];
  return threads.flatMap(({ name }) =>
    Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`).split(" ").filter(Boolean).map(
      Number,
    )
  );
}

/** Whether a process is alive: there, and no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

/** Waits until none of some processes is alive, at most for some seconds; gives those that still are. */
export async function survivors(pids: readonly number[], seconds: number): Promise<number[]> {
  for (let looks = 0; looks < seconds * 50 && pids.some(isAlive); looks++) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return pids.filter(isAlive);
}
