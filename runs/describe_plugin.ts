import type { MethodMeta } from "../plugins/contract/mod.ts";
import { openInProcess } from "../plugins/open_in_process.ts";
import { openSession } from "../plugins/open_session.ts";
import type { PluginCopy } from "../plugins/plugin_copy.ts";
import type { RunEnvironment } from "./run_environment.ts";

/** Who a plugin says it is. */
export interface PluginDescription {
  /** Checked by the wall. */
  readonly meta: MethodMeta;
  /** Its default config: plain JSON. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What a search may try, if it says so: plain JSON. */
  readonly space?: Readonly<Record<string, unknown>>;
}

/**
 * What a plugin says of itself before it runs: asked through the wall like everything else.
 *
 * @throws {PluginFailure} if the plugin is no method or does not start
 *
 * @example
 * ```ts
 * import { copyPlugin } from "../plugins/copy_plugin.ts";
 * import { limits } from "../plugins/limits.ts";
 * import { describePlugin } from "./describe_plugin.ts";
 * import { findMethods } from "./find_methods.ts";
 * const folder = await Deno.makeTempDir(), [markov] = await findMethods(["markov"]);
 * const copy = await copyPlugin(markov.folder, { cache: folder });
 * const { signal } = new AbortController();
 * const how = { device: "cpu", limits: limits(), signal, inProcess: true } as const;
 * const { meta } = await describePlugin(copy, how);
 * await Deno.remove(folder, { recursive: true });
 * if (meta.id !== "markov") throw new Error("somebody else");
 * ```
 */
export async function describePlugin(
  copy: PluginCopy,
  environment: Pick<RunEnvironment, "device" | "kernels" | "limits" | "signal" | "inProcess">,
): Promise<PluginDescription> {
  const { device, kernels, limits, signal } = environment;
  const open = environment.inProcess ? openInProcess : openSession;
  // Not 0: to V8 that is no seed, and who a plugin is could change from run to run.
  const session = await open(copy, { seed: 1, device, kernels, limits, signal });
  const { meta, defaults, space } = session;
  await session.close();
  return { meta, defaults, ...(space && { space }) };
}
