import type { RunEnd } from "../runs/run_one.ts";

/** Prints how many runs were made, kept and failed, and why each failed one did. */
export function printEnds(ends: readonly RunEnd[]): void {
  const count = (state: RunEnd["state"]): number =>
    ends.filter((end) => end.state === state).length;
  const parts = [`${count("done")} runs done`];
  if (count("kept")) parts.push(`${count("kept")} kept from before`);
  if (count("failed")) parts.push(`${count("failed")} failed`);
  console.log(parts.join(", ") + ".");
  for (const end of ends) {
    if (end.state !== "failed") continue;
    const { about } = end.run.examinee;
    console.error(`${about.id} seed ${end.run.inputs.seed} failed: ${end.failure.message}`);
  }
}
