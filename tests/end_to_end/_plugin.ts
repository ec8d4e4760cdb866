import { fileURLToPath } from "node:url";
import type { Ended } from "./_bench.ts";

/** Runs a program to its end, in a folder where a person stands. */
export async function ran(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { INIT_CWD: cwd, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Runs `plugin …` as a person does. */
export async function plugin(args: readonly string[], cwd: string): Promise<Ended> {
  const entry = fileURLToPath(new URL("../../cli/plugin.ts", import.meta.url));
  return await ran(Deno.execPath(), ["run", "-A", entry, ...args], cwd);
}
