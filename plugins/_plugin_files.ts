import { basename, join } from "node:path";
import { UserError } from "../core/user_error.ts";
import { PACKED_FOLDER } from "./packed_folder.ts";
import { PluginFailure } from "./plugin_failure.ts";

/** A file of a plugin. */
export interface PluginFile {
  /** Path within the plugin's folder, with `/`. */
  readonly path: string;
  /** Its bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Code and JSON, and no tests: all that can make a difference to a run. */
const KEPT = /\.(ts|mts|js|mjs|json)$/;
const TEST = /(_test|\.test)\.(ts|mts|js|mjs)$/;

/**
 * Configuration, which the wall does not look at: the house's own counts; and what is made in the
 * folder: records, which would tell a method how it did before, and what it was packed into.
 */
const IGNORED = [
  ...["deno.json", "package.json", "tsconfig.json", "node_modules"],
  ...["results", PACKED_FOLDER],
];

/** More than this is no source code. */
const BYTES_MAX = 16 * 2 ** 20;

/**
 * The files of a plugin, sorted by path: of a folder with a `method.ts` (or .js), its code and JSON
 * without tests, configuration and names that start with a dot; or the one file.
 *
 * @throws {UserError} if there is no such plugin
 * @throws {PluginFailure} "inspect" if it holds a symlink or another thing that is no regular file
 */
export async function pluginFiles(source: string): Promise<{ entry: string; files: PluginFile[] }> {
  const found = await Deno.stat(source).catch(() => {
    throw new UserError(
      `Cannot use plugin "${source}": no such file or folder, expected a folder with method.ts or a file`,
    );
  });
  if (!found.isDirectory) {
    const entry = basename(source);
    if (!/\.m?[tj]s$/.test(entry)) {
      throw new UserError(`Cannot use plugin "${source}": no code, expected a .ts or .js file`);
    }
    return { entry, files: [{ path: entry, bytes: await Deno.readFile(source) }] };
  }
  const files: PluginFile[] = [];
  let bytes = 0;
  async function collect(folder: string, under: string): Promise<void> {
    for await (const { name, isFile, isDirectory, isSymlink } of Deno.readDir(folder)) {
      const path = `${under}${name}`, from = join(folder, name);
      if (name.startsWith(".") || IGNORED.includes(name)) continue;
      if (isDirectory) await collect(from, `${path}/`);
      else if (!isFile) {
        throw new PluginFailure(
          "inspect",
          `Cannot use "${basename(source)}": ${path} is ${isSymlink ? "a symlink" : "no file"}, ` +
            `expected regular files`,
        );
      } else if (KEPT.test(name) && !TEST.test(name)) {
        const file = { path, bytes: await Deno.readFile(from) };
        if ((bytes += file.bytes.length) > BYTES_MAX) {
          throw new PluginFailure(
            "inspect",
            `Cannot use "${basename(source)}": over 16 MiB of code and JSON, expected less`,
          );
        }
        files.push(file);
      }
    }
  }
  await collect(source, "");
  files.sort((a, b) => a.path < b.path ? -1 : 1);
  const entry = ["method.ts", "method.js"].find((name) => files.some(({ path }) => path === name));
  if (entry) return { entry, files };
  throw new UserError(`Cannot use plugin "${source}": no method.ts in it, expected one`);
}
