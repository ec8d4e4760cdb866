/** The folder that the person stands in: `deno task` runs in the project's, and tells theirs. */
export function here(): string {
  return Deno.env.get("INIT_CWD") ?? Deno.cwd();
}
