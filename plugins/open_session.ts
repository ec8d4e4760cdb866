import { openPeer } from "./_open_peer.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import type { Session } from "./session.ts";
import type { SessionOptions } from "./session_options.ts";
import { startSession } from "./_start_session.ts";

/**
 * Opens a session through the wall: the plugin runs in a process of its own, which may read its own
 * copy, tfjs's `.wasm` files and our kernels, has no other permission, no environment, an empty folder, and limits
 * by the kernel as far as the machine has them (`wallLacks`). `close()` ends that process; it also
 * ends when a limit is broken, when `signal` aborts, or when the host dies.
 *
 * @throws {PluginFailure} if the plugin is no method or does not start
 *
 * @example
 * ```ts
 * import { copyPlugin } from "./copy_plugin.ts";
 * import { limits } from "./limits.ts";
 * import { openSession } from "./open_session.ts";
 * const folder = await Deno.makeTempDir();
 * const plugin = await copyPlugin(`${import.meta.dirname}/../methods/markov`, { cache: folder });
 * const session = await openSession(plugin, { seed: 1, device: "cpu", limits: limits() });
 * await session.close();
 * await Deno.remove(folder, { recursive: true });
 * if (session.meta.id !== "markov") throw new Error("somebody else");
 * ```
 */
export async function openSession(
  plugin: PluginCopy,
  options: SessionOptions,
): Promise<Session> {
  return await startSession(await openPeer(plugin, options), plugin, options);
}
