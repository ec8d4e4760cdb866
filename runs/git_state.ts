import { fileURLToPath } from "node:url";
import type { RunCircumstances } from "../leaderboard/schema/run_record.ts";

/**
 * The checkout's commit and whether it has uncommitted changes; null where there is no checkout.
 *
 * @example
 * ```ts
 * import { gitState } from "./git_state.ts";
 * const git = await gitState();
 * if (git && !/^[0-9a-f]{40,64}$/.test(git.commit)) throw new Error("no commit");
 * ```
 */
export async function gitState(): Promise<RunCircumstances["git"]> {
  const house = fileURLToPath(new URL("..", import.meta.url));
  const git = async (...args: string[]): Promise<string> => {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["-C", house, ...args],
      stderr: "null",
    }).output();
    if (!success) throw new Error(`git ${args[0]} failed`);
    return new TextDecoder().decode(stdout).trim();
  };
  try {
    return {
      commit: await git("rev-parse", "HEAD"),
      dirty: (await git("status", "--porcelain")) !== "",
    };
  } catch {
    return null; // no git, or no checkout: provenance lacks it, the result does not hang on it
  }
}
