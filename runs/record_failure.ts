import { canonicalJson } from "../core/canonical_json.ts";
import type { PluginFailure } from "../plugins/plugin_failure.ts";
import { wallClock } from "./wall_clock.ts";
import { writeAtomic } from "../core/write_atomic.ts";

/**
 * Keeps what is known of a run that failed, in `failures/` beside the records.
 *
 * @param path of the file; its folder is there
 * @param what is kept beside the failure: plain JSON
 *
 * @example
 * ```ts
 * import { PluginFailure } from "../plugins/plugin_failure.ts";
 * import { recordFailure } from "./record_failure.ts";
 * const folder = await Deno.makeTempDir(), path = `${folder}/a.json`;
 * await recordFailure(path, new PluginFailure("crash", "Cannot fit"), { key: "a" });
 * const kept = JSON.parse(await Deno.readTextFile(path));
 * await Deno.remove(folder, { recursive: true });
 * if (kept.code !== "crash" || kept.key !== "a") throw new Error("not kept");
 * ```
 */
export async function recordFailure(
  path: string,
  failure: PluginFailure,
  what: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { code, message } = failure;
  const schema = "permafrost/failure@1";
  await writeAtomic(path, canonicalJson({ schema, ...what, code, message, endedAt: wallClock() }));
}
