import { loadPaper } from "../papers/load_paper.ts";
import type { Paper } from "../schema/paper.ts";

/** Every paper whose numbers are kept, by id. */
export async function loadPapers(): Promise<Paper[]> {
  const ids: string[] = [];
  for await (const { name } of Deno.readDir(new URL("../papers/", import.meta.url))) {
    if (name.endsWith(".json")) ids.push(name.slice(0, -".json".length));
  }
  return await Promise.all(ids.sort().map(loadPaper));
}
