import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { copyPlugin } from "../../plugins/copy_plugin.ts";
import type { PluginCopy } from "../../plugins/plugin_copy.ts";
import { type PluginParts, pluginSource } from "./_plugin_source.ts";

/** A temporary folder that is removed when it goes out of scope. */
export class Folder implements AsyncDisposable {
  readonly path: string;

  constructor() {
    this.path = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "sandbox-test-" }));
  }

  /** Writes a file into it and gives its path. */
  write(name: string, text: string): string {
    const path = join(this.path, name);
    Deno.mkdirSync(join(path, ".."), { recursive: true });
    Deno.writeTextFileSync(path, text);
    return path;
  }

  /** A plugin with these parts, copied and inspected as every plugin is. */
  plugin(parts: PluginParts, name = "fixture"): Promise<PluginCopy> {
    this.write(`${name}/method.js`, pluginSource(parts));
    return copyPlugin(join(this.path, name), { cache: join(this.path, "cache") });
  }

  /** A plugin that was not inspected: what it imports is for the wall alone to deny. */
  uninspected(source: string, name = "fixture"): PluginCopy {
    const entry = this.write(`${name}/method.js`, source);
    const folder = join(this.path, name);
    return { name, entry: pathToFileURL(entry).href, folder, closure: "none", tensors: false };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
