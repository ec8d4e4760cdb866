import { wallTools } from "./_wall_tools.ts";

/**
 * The guarantees of the wall that this machine cannot give, in words, for the person and the record.
 * Empty on a Linux with util-linux. What a plugin may read, and what it is told, holds everywhere.
 *
 * @example
 * ```ts
 * import { wallLacks } from "./wall_lacks.ts";
 * if (Deno.build.os !== "linux" && wallLacks().length === 0) throw new Error("no kernel limits there");
 * ```
 */
export function wallLacks(): string[] {
  const { prlimit, setpriv, choom } = wallTools();
  const lacks: string[] = [];
  if (!prlimit) lacks.push("kernel limits on memory, CPU time and file size");
  if (!setpriv) lacks.push("death of a run with its host");
  if (!choom) lacks.push("a run dies first when the machine is out of memory");
  if (Deno.build.os !== "linux") lacks.push("a reckoning of CPU time and peak memory");
  return lacks;
}
