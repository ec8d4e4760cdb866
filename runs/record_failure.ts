import { canonicalJson } from "../core/canonical_json.ts";
import type { PluginFailure } from "../plugins/plugin_failure.ts";
import { wallClock } from "./wall_clock.ts";
import { writeAtomic } from "../core/write_atomic.ts";

/** Keeps what is known of a run that failed, in `failures/` beside the records. */
export async function recordFailure(
  path: string,
  failure: PluginFailure,
  what: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { code, message } = failure;
  const schema = "permafrost/failure@1";
  await writeAtomic(path, canonicalJson({ schema, ...what, code, message, endedAt: wallClock() }));
}
