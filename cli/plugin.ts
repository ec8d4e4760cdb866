/**
 * `deno task plugin`: argument parsing and printing only.
 *
 * @module
 */
import { UserError } from "../core/user_error.ts";
import { mainWith } from "./main_with.ts";
import { pluginCheckCommand } from "./plugin_check_command.ts";
import { pluginNewCommand } from "./plugin_new_command.ts";
import { pluginPackCommand } from "./plugin_pack_command.ts";

const USAGE = `Usage: deno task plugin <command> [options]

  new <id>      [--license MIT]: a folder with a method that works, its tests and its README
  check <path>  [--skip <check>] [--device wasm|cpu|webgpu] [--kernels relaxed|strict]
                [--limit-time 10m] [--limit-memory 4GB] [--json]
                what every method has to pass, then a run, all behind the wall
  pack <path>   [--out folder] [--json]: one file, in a folder to publish to JSR or npm

A path is a plugin's folder; check takes a packed file, too. Paths are seen from the folder you stand
in. Exit code: 0 all good, 1 the plugin failed, 2 wrong usage.`;

if (import.meta.main) {
  await mainWith({
    usage: USAGE,
    commands: { new: pluginNewCommand, check: pluginCheckCommand, pack: pluginPackCommand },
    fallback: () => {
      throw new UserError("Cannot run deno task plugin: no command, expected new, check or pack");
    },
  });
}
