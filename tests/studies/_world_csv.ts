import { join } from "node:path";
import type { Corpus } from "../../core/corpus.ts";

/**
 * Writes a corpus as a CSV file that `bench run --data` takes; returns its path.
 *
 * @param options `text`: with the items' texts, which have no commas in a tundra world
 */
export async function worldCsv(
  { users, catalogue, interactions }: Corpus,
  { folder, name, text = false }: {
    readonly folder: string;
    readonly name: string;
    readonly text?: boolean;
  },
): Promise<string> {
  const { offsets, item, time } = interactions, texts = text ? catalogue.text : undefined;
  const lines = [`user_id,item_id,timestamp,domain${texts ? ",text" : ""}`];
  for (let user = 0; user < users.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const domain = catalogue.domains[catalogue.domain[item[row]]];
      const event = `${users[user]},${catalogue.rawId[item[row]]},${time[row]},${domain}`;
      lines.push(texts ? `${event},${texts[item[row]]}` : event);
    }
  }
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.csv`);
  await Deno.writeTextFile(path, lines.join("\n") + "\n");
  return path;
}
