import { fetchPlugin } from "../plugins/fetch_plugin.ts";
import { fromHere } from "./from_here.ts";
import { towardsHere } from "./towards_here.ts";

/**
 * The path of a plugin that a person named by a path, or by an address: that is fetched, and its hash is
 * told on stderr. Nothing of it is run.
 *
 * @throws {UserError} if it cannot be fetched
 *
 * @example
 * ```ts
 * import { isAbsolute } from "node:path";
 * import { pluginSource } from "./plugin_source.ts";
 * if (!isAbsolute(await pluginSource("mine/method.ts"))) throw new Error("still relative");
 * ```
 */
export async function pluginSource(named: string): Promise<string> {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(named)) return fromHere(named);
  const { sha256, path, kept } = await fetchPlugin(named);
  const how = kept ? "kept from before" : "fetched";
  console.error(`${named}: ${how}, SHA-256 ${sha256}, as ${towardsHere(path)}`);
  return path;
}
