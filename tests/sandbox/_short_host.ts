/**
 * A host that sits each plugin that it is given (file URLs), one after the other, and tells on stdout
 * how it ended.
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { PluginFailure } from "../../plugins/plugin_failure.ts";
import { sit } from "./_sit.ts";

if (import.meta.main) {
  for (const entry of Deno.args) {
    const folder = dirname(fileURLToPath(entry));
    const plugin = { name: "short", entry, folder, closure: "none", tensors: false };
    try {
      await sit(plugin);
      console.log("finished");
    } catch (error) {
      console.log(error instanceof PluginFailure ? error.code : String(error));
    }
  }
}
