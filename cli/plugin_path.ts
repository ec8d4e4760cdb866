import { UserError } from "../core/user_error.ts";
import { fromHere } from "./from_here.ts";
import type { ParsedOptions } from "./parse_options.ts";

/**
 * The one path that a command takes, made absolute.
 *
 * @throws {UserError} if there is none, or more than one
 *
 * @example
 * ```ts
 * import { parseOptions } from "./parse_options.ts";
 * import { pluginPath } from "./plugin_path.ts";
 * if (!pluginPath("check", parseOptions(["mine"], {})).endsWith("mine")) throw new Error("lost");
 * ```
 */
export function pluginPath(command: string, { words: [path, more] }: ParsedOptions): string {
  if (path === undefined) {
    throw new UserError(`Cannot ${command} a plugin: none named, expected the path of its folder`);
  }
  if (more !== undefined) {
    throw new UserError(`Cannot ${command} "${more}" too: expected one plugin at a time`);
  }
  return fromHere(path);
}
