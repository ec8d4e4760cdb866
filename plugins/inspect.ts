import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { HOUSE } from "./_house.ts";
import { type GraphModule, moduleGraph } from "./_module_graph.ts";
import { PluginFailure } from "./plugin_failure.ts";

/** What a look at a plugin's imports found. */
export interface Inspection {
  /** Whether it imports `@permafrost/bench/nn` or tfjs. */
  readonly tensors: boolean;
  /** Paths of the house's files that it loads, sorted: the contract's code, `nn` and what that loads. */
  readonly house: readonly string[];
  /** Packages that it loads, with their versions, sorted. */
  readonly packages: readonly string[];
}

/** All that a plugin may import besides its own files. */
const TENSORS = /^(@permafrost\/bench\/nn|@tensorflow\/tfjs(-backend-(cpu|wasm|webgpu))?)$/;
const ALLOWED = "@permafrost/bench/method, @permafrost/bench/nn, @tensorflow/tfjs or its own files";

/**
 * Looks at everything that a plugin's modules import, by Deno's own parser and without running them:
 * static imports, re-exports, types, and `import()` of a literal. What is computed while it runs is
 * left to the wall, which denies it.
 *
 * @param entry path of the entry
 * @param options `folder`: the plugin's folder, of which the entry is a part; `name`: for errors
 * @throws {PluginFailure} "inspect", with file, line and column, if it imports what it may not, or cannot be parsed
 *
 * @example
 * ```ts
 * import { inspect } from "./inspect.ts";
 * const folder = await Deno.makeTempDir(), entry = `${folder}/method.ts`;
 * await Deno.writeTextFile(entry, 'import secret from "../answers.json" with { type: "json" };');
 * const refused = await inspect(entry, { folder, name: "spy" }).catch((error) => error.message);
 * await Deno.remove(folder, { recursive: true });
 * if (!refused.includes("method.ts:1:20")) throw new Error(refused);
 * ```
 */
export async function inspect(
  entry: string,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<Inspection> {
  const real = await Deno.realPath(folder);
  const own = `${pathToFileURL(real).href}/`;
  const path = join(real, relative(folder, entry));
  const graph = await moduleGraph(path, name);
  const missing = new Set(
    graph.filter(({ error }) => error?.includes("not found")).map(({ specifier }) => specifier),
  );
  let tensors = false;
  for (const { specifier: module, dependencies, error } of graph) {
    if (!module.startsWith(own) || missing.has(module)) continue;
    const file = decodeURIComponent(module.slice(own.length));
    if (error) refuse(name, `${file} cannot be parsed (${firstLine(error)})`);
    for (const { specifier, resolved, line, column } of dependencies) {
      const what = `${file}:${line}:${column} imports "${specifier}"`;
      const isOwn = resolved?.startsWith(own) ?? false;
      if (TENSORS.test(specifier)) tensors = true;
      else if (!isOwn && specifier !== "@permafrost/bench/method") refuse(name, what, ALLOWED);
      if (isOwn && missing.has(resolved ?? "")) {
        refuse(name, `${what}, which is not there`, "code or JSON of its own");
      }
    }
  }
  const loaded = loadedFrom(pathToFileURL(path).href, graph);
  const house = pathToFileURL(HOUSE).href;
  return {
    tensors,
    house: loaded.filter((module) => module.startsWith(house)).map((url) => fileURLToPath(url)),
    packages: loaded.filter((module) => module.startsWith("npm:")),
  };
}

/** The modules that are loaded when one runs, sorted: of what only gives types, nothing is left then. */
function loadedFrom(entry: string, graph: readonly GraphModule[]): string[] {
  const modules = new Map(graph.map((module) => [module.specifier, module]));
  const found = new Set([entry]);
  for (const specifier of found) {
    for (const { resolved, loaded } of modules.get(specifier)?.dependencies ?? []) {
      if (loaded && resolved) found.add(resolved);
    }
  }
  return [...found].sort();
}

function refuse(
  name: string,
  what: string,
  wanted = "a module of TypeScript or JavaScript",
): never {
  throw new PluginFailure("inspect", `Cannot use "${name}": ${what}, expected ${wanted}`);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0];
}
