import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import type { PluginManifest } from "./plugin_manifest.ts";

/**
 * The text of a packed plugin: its manifest as a comment in the first line, then its code.
 *
 * @param about the manifest, which gets the hash of the code here
 * @param code JavaScript of one module
 *
 * @example
 * ```ts
 * import { packedText } from "./packed_text.ts";
 * import { readPacked } from "./read_packed.ts";
 * const text = packedText({
 *   ...{ schema: "permafrost/plugin@1", name: "@you/one", licence: "MIT" },
 *   ...{ bench: "0.1.0", deno: "2.9.6", contract: 1, id: "one", version: "1.0.0", title: "One" },
 *   ...{ citation: "none", variant: "original", domains: { min: 1, max: 9 }, needs: [] },
 * }, "export default {};\n");
 * const manifest = readPacked(new TextEncoder().encode(text), "one");
 * if (manifest?.id !== "one" || !text.endsWith("\nexport default {};\n")) throw new Error("lost");
 * ```
 */
export function packedText(about: Omit<PluginManifest, "code">, code: string): string {
  const manifest: PluginManifest = { ...about, code: sha256(code) };
  // Two characters end a line for JavaScript, but not for JSON.
  const json = canonicalJson(manifest)
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  return `// ${about.schema} ${json}\n${code}`;
}
