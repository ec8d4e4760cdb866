import { fileURLToPath } from "node:url";

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command `bench …` as a person runs it, from a folder of theirs. */
export function benchCommand(args: readonly string[], cwd: string): Deno.Command {
  const entry = fileURLToPath(new URL("../../cli/bench.ts", import.meta.url));
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", entry, ...args],
    cwd,
    env: { INIT_CWD: cwd, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs `bench …` to its end. */
export async function bench(args: readonly string[], cwd: string): Promise<Ended> {
  const { code, stdout, stderr } = await benchCommand(args, cwd).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
