import { sha256 } from "../../core/sha256.ts";
import { PluginFailure } from "../plugin_failure.ts";
import { parseManifest } from "./parse_manifest.ts";
import type { PluginManifest } from "./plugin_manifest.ts";

const MARK = "// permafrost/plugin@", FIRST = `${MARK}1 `, NEWLINE = 10;

/**
 * The manifest of a packed plugin, checked, and with it that the code is the one that was packed;
 * undefined if the bytes do not begin with a manifest: any other code.
 *
 * @param bytes of a file
 * @param name the plugin's name, for errors
 * @throws {PluginFailure} "contract" if it is of another contract, or no manifest; "inspect" if the code
 * is not what the manifest says
 *
 * @example
 * ```ts
 * import { readPacked } from "./read_packed.ts";
 * const bytes = new TextEncoder().encode("export default {};");
 * if (readPacked(bytes, "mine") !== undefined) throw new Error("a manifest from nowhere");
 * ```
 */
export function readPacked(bytes: Uint8Array, name: string): PluginManifest | undefined {
  const newline = bytes.indexOf(NEWLINE), end = newline < 0 ? bytes.length : newline;
  const line = new TextDecoder().decode(bytes.subarray(0, end));
  if (!line.startsWith(MARK)) return undefined;
  if (!line.startsWith(FIRST)) {
    const is = line.slice(3).split(" ", 1)[0];
    throw new PluginFailure(
      "contract",
      `Cannot use "${name}": its manifest is ${is}, expected permafrost/plugin@1`,
    );
  }
  const manifest = parseManifest(line.slice(FIRST.length), name);
  const code = sha256(bytes.subarray(end + 1));
  if (code === manifest.code) return manifest;
  throw new PluginFailure(
    "inspect",
    `Cannot use "${name}": its code has SHA-256 ${code}, expected ${manifest.code} as its manifest says`,
  );
}
