/**
 * Works through tasks with at most `jobs` at a time, in order of the list; what comes back stands in
 * the list's order. A task that throws ends the schedule once the others in flight are done.
 *
 * @example
 * ```ts
 * import { schedule } from "./schedule.ts";
 * const doubled = await schedule([1, 2, 3], 2, (n) => Promise.resolve(2 * n));
 * if (doubled.join() !== "2,4,6") throw new Error("out of order");
 * ```
 */
export async function schedule<T, R>(
  tasks: readonly T[],
  jobs: number,
  work: (task: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(tasks.length);
  let next = 0;
  let failure: { error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (next < tasks.length && !failure) {
      const index = next++;
      try {
        results[index] = await work(tasks[index]);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, worker));
  if (failure) throw failure.error;
  return results;
}
