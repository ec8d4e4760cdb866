import { join } from "node:path";
import { childCommand } from "./_child_command.ts";
import { layDenoDir } from "./_deno_dir_template.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import { prime } from "./_prime.ts";
import { ProcessPeer } from "./_process_peer.ts";
import { readableFolders } from "./_readable_folders.ts";
import type { SessionOptions } from "./session_options.ts";
import { wallTools } from "./_wall_tools.ts";

/** Starts a process behind the wall that may read a plugin, and nothing else of anybody's. */
export async function openPeer(
  plugin: PluginCopy,
  { seed, limits, signal, runner }: Pick<SessionOptions, "seed" | "limits" | "signal"> & {
    /** Path of the module that runs there; that of sessions unless said. */
    readonly runner?: string;
  },
): Promise<ProcessPeer> {
  const folder = await Deno.makeTempDir({ prefix: "permafrost-" });
  const release = () => Deno.remove(folder, { recursive: true });
  try {
    const cwd = join(folder, "cwd"), denoDir = join(folder, "deno_dir");
    await Deno.mkdir(cwd);
    await layDenoDir(denoDir, { prime });
    const read = [plugin.folder, ...readableFolders()];
    const command = childCommand({
      ...{ read, seed, limits, tools: wallTools(), denoDir, cwd },
      ...runner !== undefined && { runner },
    });
    return new ProcessPeer(command.spawn(), { name: plugin.name, limits, signal, release });
  } catch (error) {
    await release().catch(() => {});
    throw error;
  }
}
