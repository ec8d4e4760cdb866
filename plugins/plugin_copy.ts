import type { PluginManifest } from "./manifest/plugin_manifest.ts";

/** A plugin's private copy: what is run, and never its source folder. */
export interface PluginCopy {
  /** Name for messages: of its folder, or of its file without the extension; its id if it is packed. */
  readonly name: string;
  /** File URL of its entry. */
  readonly entry: string;
  /** Path of the copy's folder: all that the plugin may read. */
  readonly folder: string;
  /** SHA-256 of its code closure: file names and bytes, and the house's `nn` if it uses tensors. */
  readonly closure: string;
  /** Whether it imports `@permafrost/bench/nn` or tfjs: only then is a device opened. */
  readonly tensors: boolean;
  /** What the first line of a packed plugin says. */
  readonly manifest?: PluginManifest;
}
