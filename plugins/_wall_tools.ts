import { delimiter, join } from "node:path";

/** Paths of the tools of util-linux that make the wall's kernel limits, as far as this machine has them. */
export interface WallTools {
  /** Memory, CPU time, file size. */
  readonly prlimit?: string;
  /** Death with the host, no new privileges. */
  readonly setpriv?: string;
  /** First in line when the machine runs out of memory. */
  readonly choom?: string;
}

/** Finds them on the path. Only Linux has what they speak to. */
export function wallTools(): WallTools {
  if (Deno.build.os !== "linux") return {};
  const found: Record<string, string> = {};
  for (const name of ["prlimit", "setpriv", "choom"]) {
    const path = findOnPath(name);
    if (path) found[name] = path;
  }
  return found;
}

function findOnPath(name: string): string | undefined {
  for (const folder of (Deno.env.get("PATH") ?? "/usr/bin:/bin").split(delimiter)) {
    try {
      const path = join(folder, name);
      if (folder && Deno.statSync(path).isFile) return path;
    } catch {
      // Not there: the next folder may have it.
    }
  }
  return undefined;
}
