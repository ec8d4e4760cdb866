import { join } from "node:path";
import type { Corpus } from "../../core/corpus.ts";

/** Writes a corpus as a CSV file that `bench run --data` takes; returns its path. */
export async function worldCsv(
  { users, catalogue, interactions }: Corpus,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<string> {
  const lines = ["user_id,item_id,timestamp,domain"], { offsets, item, time } = interactions;
  for (let user = 0; user < users.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      const domain = catalogue.domains[catalogue.domain[item[row]]];
      lines.push(`${users[user]},${catalogue.rawId[item[row]]},${time[row]},${domain}`);
    }
  }
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.csv`);
  await Deno.writeTextFile(path, lines.join("\n") + "\n");
  return path;
}
