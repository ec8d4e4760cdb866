import { basename, join, resolve } from "node:path";
import { sha256 } from "../core/sha256.ts";
import { UserError } from "../core/user_error.ts";
import { authorConfig } from "./_author_config.ts";
import { bundle } from "./_bundle.ts";
import { copyPlugin } from "./copy_plugin.ts";
import { houseConfig } from "./_house_config.ts";
import { packedText } from "./manifest/packed_text.ts";
import type { PluginManifest } from "./manifest/plugin_manifest.ts";
import { readPacked } from "./manifest/read_packed.ts";
import { openSession } from "./open_session.ts";
import { pluginFiles } from "./_plugin_files.ts";
import type { SessionOptions } from "./session_options.ts";

/** A packed plugin: one file to run, and what makes its folder a package. */
export interface PackedPlugin {
  /** What its first line says. */
  readonly manifest: PluginManifest;
  /** SHA-256 of `method.js`: what pins it in an address. */
  readonly sha256: string;
  /** Text by file name: `method.js`, which is all that a bench needs, `deno.json`, `package.json`, README and licence. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is taken along as it is, where it is there. */
const TEXTS = ["README.md", "LICENSE"];

/**
 * Packs a plugin's folder: bundles it, inspects the bundle, asks it through the wall who it is, and
 * writes that into its first line. The same folder gives the same bytes, wherever it lies.
 *
 * @param source the folder, with a `deno.json` that says name and licence
 * @throws {UserError} if there is no such plugin, or it cannot be bundled
 * @throws {PluginFailure} if the bundle imports what it may not, or is no method
 *
 * @example
 * ```ts
 * import { limits } from "./limits.ts";
 * import { packPlugin } from "./pack_plugin.ts";
 * const folder = await Deno.makeTempDir();
 * const config = { name: "@you/trending", license: "MIT" };
 * await Deno.copyFile(`${import.meta.dirname}/../methods/markov/method.ts`, `${folder}/method.ts`);
 * await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config));
 * const { manifest } = await packPlugin(folder, { seed: 0, device: "cpu", limits: limits() });
 * await Deno.remove(folder, { recursive: true });
 * if (manifest.id !== "markov" || manifest.licence !== "MIT") throw new Error("somebody else's");
 * ```
 */
export async function packPlugin(source: string, options: SessionOptions): Promise<PackedPlugin> {
  const { entry, files } = await pluginFiles(source), name = basename(resolve(source));
  const first = files.find(({ path }) => path === entry)?.bytes;
  if (!(await Deno.stat(source)).isDirectory || (first && readPacked(first, name))) {
    throw new UserError(`Cannot pack "${source}": a packed plugin or a file, expected a folder`);
  }
  const { licence, imports, lock, ...author } = await authorConfig(source);
  const code = await bundle({ name, entry, files, imports, lock });
  const house = await houseConfig();
  const { version: bench } = house, { deno } = Deno.version;
  const meta = await metaOf(code, name, options);
  const schema = "permafrost/plugin@1";
  const text = packedText({ ...meta, schema, ...author, licence, bench, deno }, code);
  const manifest = readPacked(new TextEncoder().encode(text), name);
  if (!manifest) throw new TypeError("Cannot read what was packed: no manifest, expected one");
  const texts = await readTexts(source);
  const packages = Object.entries(house.imports).filter(([key]) => code.includes(`"${key}"`));
  const common = { name: author.name, version: meta.version, license: licence };
  const names = ["method.js", ...Object.keys(texts)];
  return {
    manifest,
    sha256: sha256(text),
    files: {
      "method.js": text,
      "deno.json": json({
        ...common,
        exports: "./method.js",
        imports: {
          "@permafrost/bench": `jsr:@permafrost/bench@^${bench}`,
          ...Object.fromEntries(packages.filter(([key]) => key.startsWith("@tensorflow/"))),
        },
        publish: { include: [...names, "deno.json"] },
      }),
      "package.json": json({
        ...common,
        description: meta.title,
        keywords: ["permafrost-plugin"],
        type: "module",
        exports: "./method.js",
        files: names,
      }),
      ...texts,
    },
  };
}

/** Who the code says it is, asked through the wall. */
async function metaOf(code: string, name: string, options: SessionOptions) {
  const folder = await Deno.makeTempDir({ prefix: "permafrost-pack-" });
  try {
    await Deno.writeTextFile(join(folder, `${name}.js`), code);
    const copy = await copyPlugin(join(folder, `${name}.js`), { cache: join(folder, "cache") });
    const session = await openSession(copy, options);
    await session.close();
    return session.meta;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function readTexts(folder: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && TEXTS.includes(name)) texts[name] = await Deno.readTextFile(join(folder, name));
  }
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => a < b ? -1 : 1));
}

function json(value: object): string {
  return JSON.stringify(value, null, 2) + "\n";
}
