import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { sha256 } from "../core/sha256.ts";
import { cacheFolder } from "./_cache_folder.ts";
import { HOUSE } from "./_house.ts";
import { inspect, type Inspection } from "./inspect.ts";
import { type PluginFile, pluginFiles } from "./_plugin_files.ts";
import { readPacked } from "./manifest/read_packed.ts";
import type { PluginCopy } from "./plugin_copy.ts";

/**
 * Copies a plugin to a folder named for its content, and inspects the copy: what was looked at is what
 * runs, whatever becomes of the source, and the folder's name tells the plugin nothing.
 *
 * A packed plugin is the same under every file name, and is refused by its manifest before anything of
 * it is run.
 *
 * @param source a folder with `method.ts`, or one file
 * @param options `cache`: folder of the copies; the user's cache folder unless said
 * @throws {UserError} if there is no such plugin
 * @throws {PluginFailure} "inspect" if it holds a symlink, or imports what it may not, or a packed one was
 * changed; "contract" if the manifest of a packed one says another contract
 *
 * @example
 * ```ts
 * import { copyPlugin } from "./copy_plugin.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/mine.js`, "export default {};");
 * const copy = await copyPlugin(`${folder}/mine.js`, { cache: folder });
 * await Deno.remove(folder, { recursive: true });
 * if (copy.name !== "mine" || !copy.folder.endsWith(copy.closure)) throw new Error("not by content");
 * ```
 */
export async function copyPlugin(
  source: string,
  { cache = join(cacheFolder(), "plugins") }: { readonly cache?: string } = {},
): Promise<PluginCopy> {
  const given = await pluginFiles(source), fallback = basename(resolve(source), extname(source));
  const { entry, files, manifest } = unpacked(given, fallback), name = manifest?.id ?? fallback;
  await Deno.mkdir(cache, { recursive: true });
  const made = await Deno.makeTempDir({ dir: await Deno.realPath(cache), prefix: ".making-" });
  try {
    await write(made, files);
    const found = await inspect(join(made, entry), { folder: made, name });
    const closure = closureOf([...files, ...await houseParts(found)], found.packages);
    const folder = join(dirname(made), closure);
    // Fails if the copy is there already, by us or by another host: it is the same.
    await Deno.rename(made, folder).catch((error) => {
      if (!isDirectory(folder)) throw error;
    });
    const url = pathToFileURL(join(folder, entry)).href;
    const { tensors } = found;
    return { name, entry: url, folder, closure, tensors, ...manifest && { manifest } };
  } finally {
    await Deno.remove(made, { recursive: true }).catch(() => {});
  }
}

/** A packed plugin, if it is one, under the one name that all of them have. */
function unpacked({ entry, files }: Awaited<ReturnType<typeof pluginFiles>>, name: string) {
  const first = files.find(({ path }) => path === entry);
  const manifest = first && readPacked(first.bytes, name);
  if (!first || !manifest) return { entry, files };
  return { entry: "method.js", files: [{ ...first, path: "method.js" }], manifest };
}

async function write(folder: string, files: readonly PluginFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.writeFile(join(folder, path), bytes, { mode: 0o444 });
  }
}

/** What of the house has a part in the plugin's results: the modules it brings along, and kernels. */
async function houseParts({ house, tensors }: Inspection): Promise<PluginFile[]> {
  const paths = [...house];
  if (tensors) {
    const folder = join(HOUSE, "core", "kernels");
    for (const { name } of isDirectory(folder) ? Deno.readDirSync(folder) : []) {
      if (/\.(wasm|wgsl)$/.test(name)) paths.push(join(folder, name));
    }
  }
  return await Promise.all(
    paths.sort().map(async (path) => ({
      path: `@permafrost/bench/${relative(HOUSE, path).replaceAll("\\", "/")}`,
      bytes: await Deno.readFile(path),
    })),
  );
}

/** Names and lengths stand before the bytes, so that no two sets of files read the same. */
function closureOf(files: readonly PluginFile[], packages: readonly string[]): string {
  const parts = files.flatMap(({ path, bytes }) => [`${path}\0${bytes.length}\0`, bytes]);
  return sha256(...parts, ...packages.map((name) => `${name}\0`));
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
