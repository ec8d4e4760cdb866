import type { RunEnd } from "../runs/run_one.ts";

/** Prints how many runs were made, kept and failed. */
export function printEnds(ends: readonly RunEnd[]): void {
  const count = (state: RunEnd["state"]): number =>
    ends.filter((end) => end.state === state).length;
  const parts = [`${count("done")} runs done`];
  if (count("kept")) parts.push(`${count("kept")} kept from before`);
  if (count("failed")) parts.push(`${count("failed")} failed`);
  console.log(parts.join(", ") + ".");
}
