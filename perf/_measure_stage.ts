import { peakMebibytes } from "./_peak_mebibytes.ts";

/** What a stage took, in a process of its own. */
export interface StageCost {
  /** Seconds from the call to its end, without the start of the process. */
  readonly seconds: number;
  /** CPU seconds of the process in the same span, over all its threads. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the process in MiB; null where the system does not tell (not Linux). */
  readonly peakMebibytes: number | null;
}

/**
 * Runs `stage` and prints its cost as one line of JSON: the child's side of {@linkcode measureStage}.
 */
export async function reportStage(stage: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage(), start = performance.now();
  await stage();
  const seconds = (performance.now() - start) / 1000, used = process.cpuUsage(cpu);
  const cost: StageCost = {
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakMebibytes: peakMebibytes(),
  };
  console.log(JSON.stringify(cost));
}

/** Runs a script with arguments in a process of its own and reads the cost that it prints. */
export async function measureStage(script: string, args: readonly string[]): Promise<StageCost> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script, ...args],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`Cannot measure "${args.join(" ")}": it failed, expected a cost`);
  return JSON.parse(new TextDecoder().decode(stdout));
}
