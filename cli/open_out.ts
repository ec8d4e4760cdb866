import { join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { towardsHere } from "./towards_here.ts";

/**
 * Makes the results folder and tries to write into it, so that no work is lost to a folder that
 * cannot take it.
 *
 * @param path absolute
 * @returns the path
 * @throws {UserError} if it cannot be made or written
 *
 * @example
 * ```ts
 * import { openOut } from "./open_out.ts";
 * const folder = await Deno.makeTempDir();
 * const out = await openOut(`${folder}/deep/results`);
 * const { isDirectory } = await Deno.stat(out);
 * await Deno.remove(folder, { recursive: true });
 * if (!isDirectory) throw new Error("not made");
 * ```
 */
export async function openOut(path: string): Promise<string> {
  try {
    await Deno.mkdir(path, { recursive: true });
    const probe = join(path, `.probe-${Deno.pid}`);
    await Deno.writeTextFile(probe, "");
    await Deno.remove(probe);
    return path;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/ \(os error \d+\).*/s, "") : error;
    throw new UserError(
      `Cannot write results to "${
        towardsHere(path)
      }": ${why}, expected a folder that can be written`,
    );
  }
}
