import type { Protocol } from "./protocol.ts";

/**
 * Every frozen protocol, in the order of id, then version: the folder `frozen/` is the registry.
 *
 * @example
 * ```ts
 * import { listProtocols } from "./list_protocols.ts";
 * const names = (await listProtocols()).map(({ id, version }) => `${id}@${version}`);
 * if (!names.includes("leave-one-out-99@1")) throw new Error("not listed");
 * ```
 */
export async function listProtocols(): Promise<Protocol[]> {
  const folder = new URL("./frozen/", import.meta.url);
  const protocols: Protocol[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".json")) continue;
    protocols.push(JSON.parse(await Deno.readTextFile(new URL(name, folder))));
  }
  return protocols.sort((a, b) => a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1);
}
