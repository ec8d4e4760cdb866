import type { MethodMeta } from "../contract/mod.ts";

/** What a packed plugin says in its first line; shape: `manifest.schema.json`. */
export interface PluginManifest extends MethodMeta {
  /** Version of this shape. */
  readonly schema: "permafrost/plugin@1";
  /** Name to publish under: `@scope/name`. */
  readonly name: string;
  /** SPDX licence expression, as the author chose. */
  readonly licence: string;
  /** SHA-256 of the code: of every byte after the first line. */
  readonly code: string;
  /** Version of `@permafrost/bench` that it was packed with. */
  readonly bench: string;
  /** Version of Deno that bundled it: another one may give other bytes. */
  readonly deno: string;
}
