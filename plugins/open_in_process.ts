import { assertBackend } from "./_assert_backend.ts";
import type { Peer } from "./_peer.ts";
import type { PluginCopy } from "./plugin_copy.ts";
import { PluginFailure } from "./plugin_failure.ts";
import { loadPlugin } from "./runner.ts";
import { serve } from "./serve.ts";
import type { Session } from "./session.ts";
import type { SessionOptions } from "./session_options.ts";
import { startSession } from "./_start_session.ts";
import { memoryChannels } from "./wire/memory_channels.ts";

/**
 * Opens a session without the wall, for a debugger: the plugin runs in the host's own process, may
 * do all that the host may, and cannot be stopped. Only `limits.validations` holds, and its usage
 * is not known: 0. Records of such runs are marked as not comparable.
 *
 * @throws {PluginFailure} if the plugin is no method
 *
 * @example
 * ```ts
 * import { copyPlugin } from "./copy_plugin.ts";
 * import { limits } from "./limits.ts";
 * import { openInProcess } from "./open_in_process.ts";
 * const folder = await Deno.makeTempDir();
 * const plugin = await copyPlugin(`${import.meta.dirname}/../methods/markov`, { cache: folder });
 * const session = await openInProcess(plugin, { seed: 1, device: "cpu", limits: limits() });
 * await session.close();
 * await Deno.remove(folder, { recursive: true });
 * if (session.meta.id !== "markov") throw new Error("somebody else");
 * ```
 */
export function openInProcess(
  plugin: PluginCopy,
  options: SessionOptions,
): Promise<Session> {
  const { signal = new AbortController().signal } = options;
  const [here, there] = memoryChannels();
  const interrupted = new Promise<never>((_, reject) => {
    const stop = () =>
      reject(
        new PluginFailure(
          "interrupted",
          `Cannot finish "${plugin.name}": the host was told to stop, expected no interruption`,
        ),
      );
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  interrupted.catch(() => {});
  const peer: Peer = {
    send: here.send,
    close: here.close,
    receive: () => Promise.race([here.receive(), interrupted]),
    allow: () => {},
    end: () => {
      here.close();
      return Promise.resolve({ cpuSeconds: 0, peakMemoryBytes: 0, stderrTail: "" });
    },
  };
  const assertDevice = plugin.tensors ? assertBackend : () => {};
  serve(there, { load: loadPlugin, assertDevice, signal }).finally(there.close);
  return startSession(peer, plugin, options);
}
