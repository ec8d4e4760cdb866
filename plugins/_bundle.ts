import { dirname, join } from "node:path";
import { UserError } from "../core/user_error.ts";
import type { PluginFile } from "./_plugin_files.ts";

/** What stays outside of a bundle: the wall has it. */
const EXTERNAL = ["@permafrost/*", "@tensorflow/*"].flatMap((each) => ["--external", each]);

/**
 * A plugin's modules and the packages that they import as one module of JavaScript, by `deno bundle`.
 *
 * It is made from a copy in a folder of its own, so that the bytes say nothing of where the plugin
 * lies, and nothing outside of its folder gets in.
 *
 * @param imports where bare specifiers lead: the plugin's import map
 * @param lock text of its `deno.lock`, if it has one
 * @throws {UserError} if it cannot be bundled
 */
export async function bundle(
  { name, entry, files, imports, lock }: {
    readonly name: string;
    readonly entry: string;
    readonly files: readonly PluginFile[];
    readonly imports: Readonly<Record<string, unknown>>;
    readonly lock: string | undefined;
  },
): Promise<string> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "permafrost-pack-" }));
  try {
    const stage = join(folder, "plugin"), out = join(folder, "out.js");
    for (const { path, bytes } of files) {
      await Deno.mkdir(dirname(join(stage, path)), { recursive: true });
      await Deno.writeFile(join(stage, path), bytes);
    }
    // Packages have a place in the stage, which is the same on every machine: bundles name it.
    const config = { imports: withoutExternal(imports), nodeModulesDir: "auto" };
    await Deno.writeTextFile(join(stage, "deno.json"), JSON.stringify(config));
    if (lock !== undefined) await Deno.writeTextFile(join(stage, "deno.lock"), lock);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["bundle", "--quiet", ...lock === undefined ? ["--no-lock"] : [], ...EXTERNAL]
        .concat("--output", out, entry),
      cwd: stage,
      env: { NO_COLOR: "1" },
    }).output();
    if (success) return await Deno.readTextFile(out);
    throw new UserError(`Cannot pack "${name}": ${reason(stderr, stage)}, expected code to bundle`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function withoutExternal(imports: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(imports).filter(([key]) => !/^@(permafrost|tensorflow)\//.test(key)),
  );
}

/** The first thing that the bundler complains of, with paths as the author knows them. */
function reason(stderr: Uint8Array, stage: string): string {
  const text = new TextDecoder().decode(stderr).replaceAll(`file://${stage}/`, "")
    .replaceAll(`${stage}/`, "");
  const [, said] = text.match(/error: (.+(?:\n +at .+)?)/i) ?? [];
  return (said ?? text.trim().split("\n", 1)[0]).replace(/\s+/g, " ");
}
