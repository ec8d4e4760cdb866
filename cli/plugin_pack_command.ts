import { join, relative } from "node:path";
import { UserError } from "../core/user_error.ts";
import { writeAtomic } from "../core/write_atomic.ts";
import { formatBytes } from "../plugins/format_bytes.ts";
import { limits } from "../plugins/limits.ts";
import { packPlugin } from "../plugins/pack_plugin.ts";
import { PACKED_FOLDER } from "../plugins/packed_folder.ts";
import { PluginFailure } from "../plugins/plugin_failure.ts";
import { fromHere } from "./from_here.ts";
import { interruptSignal } from "./interrupt_signal.ts";
import { parseOptions } from "./parse_options.ts";
import { pluginPath } from "./plugin_path.ts";
import { towardsHere } from "./towards_here.ts";

/**
 * `plugin pack`: one file with everything, in a folder that can be published as it is.
 *
 * @returns the exit code: 1 if the plugin is one that the wall would not run
 */
export async function pluginPackCommand(args: string[]): Promise<number> {
  const options = parseOptions(args, { string: ["out"], boolean: ["json"] });
  const source = pluginPath("pack", options), asked = options.string("out");
  const out = asked === undefined ? join(source, PACKED_FOLDER) : fromHere(asked);
  if (asked !== undefined) await refuseTaken(source, out);
  const how = { seed: 0, device: "wasm", limits: limits({ cpuSeconds: 60 }) } as const;
  const packed = await packPlugin(source, { ...how, signal: interruptSignal() }).catch(orFailure);
  if (packed instanceof PluginFailure) {
    const { code, message } = packed;
    if (options.on("json")) console.log(JSON.stringify({ failure: { code, message } }, null, 2));
    else console.error(message);
    return 1;
  }
  const { files, manifest, sha256 } = packed;
  await Deno.mkdir(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeAtomic(join(out, name), text);
  const path = towardsHere(join(out, "method.js"));
  if (options.on("json")) console.log(JSON.stringify({ path, sha256, manifest }, null, 2));
  else {
    const bytes = new TextEncoder().encode(files["method.js"]).length;
    console.log(
      `Packed ${manifest.id} ${manifest.version}, contract ${manifest.contract}, ` +
        `${manifest.licence}: ${path}, ${formatBytes(bytes)}`,
    );
    console.log(`SHA-256 ${sha256}`);
    console.log(`Run it: deno task bench run … --plugin ${path}`);
    console.log(`Publish it: deno publish or npm publish in ${towardsHere(out)}`);
  }
  return 0;
}

/** A folder that holds something else, or that would become a part of the plugin. */
async function refuseTaken(source: string, out: string): Promise<void> {
  const wanted = "an empty one, or one that it was packed into before";
  const refuse = (what: string): never => {
    throw new UserError(`Cannot pack into "${towardsHere(out)}": ${what}, expected ${wanted}`);
  };
  const inside = relative(source, out);
  if (!inside.startsWith("..") && inside !== PACKED_FOLDER) refuse("it lies in the plugin");
  const found = await Deno.stat(out).catch(() => undefined);
  if (found && !found.isDirectory) refuse("it is a file");
  const names = found ? [...Deno.readDirSync(out)].map(({ name }) => name) : [];
  if (names.length > 0 && !names.includes("method.js")) refuse("it holds other files");
}

function orFailure(error: unknown): PluginFailure {
  if (error instanceof PluginFailure) return error;
  throw error;
}
