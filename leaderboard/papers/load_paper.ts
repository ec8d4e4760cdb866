import { nearNames } from "../../core/near_names.ts";
import { UserError } from "../../core/user_error.ts";
import type { Paper } from "../schema/paper.ts";
import { parsePaper } from "../schema/parse_paper.ts";

/**
 * What a paper reports, by its id.
 *
 * @throws {UserError} if there is no such paper, with near names
 *
 * @example
 * ```ts
 * import { loadPaper } from "./load_paper.ts";
 * const { tables } = await loadPaper("syncrec");
 * if (tables.map(({ table }) => table).join() !== "2,3,4,5") throw new Error("other tables");
 * ```
 */
export async function loadPaper(id: string): Promise<Paper> {
  const folder = new URL("./", import.meta.url), known: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".json")) known.push(name.slice(0, -".json".length));
  }
  known.sort();
  if (!known.includes(id)) {
    const near = nearNames(id, known).map((each) => `"${each}"`);
    throw new UserError(
      `Cannot find paper "${id}": ` +
        (near.length > 0 ? `did you mean ${near.join(" or ")}?` : `expected ${known.join(", ")}`),
    );
  }
  return parsePaper(await Deno.readTextFile(new URL(`${id}.json`, folder)));
}
