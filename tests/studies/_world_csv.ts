import { join } from "node:path";
import type { Corpus } from "../../core/corpus.ts";

/**
 * Writes a corpus as a CSV file that `bench run --data` takes; returns its path.
 *
 * @param options `text`: with the items' texts, which have no commas in a tundra world; `rating`: with
 * ratings; `leftOut`: 1 for an event that is not written
 */
export async function worldCsv(
  { users, catalogue, interactions }: Corpus,
  { folder, name, ...wanted }: {
    readonly folder: string;
    readonly name: string;
    readonly text?: boolean;
    readonly rating?: boolean;
    readonly leftOut?: Uint8Array;
  },
): Promise<string> {
  const { offsets, item, time } = interactions;
  const texts = wanted.text ? catalogue.text : undefined;
  const ratings = wanted.rating ? interactions.rating : undefined;
  const header = ["user_id", "item_id", "timestamp", "domain"];
  const lines = [[...header, ...texts ? ["text"] : [], ...ratings ? ["rating"] : []].join()];
  for (let user = 0; user < users.length; user++) {
    for (let row = offsets[user]; row < offsets[user + 1]; row++) {
      if (wanted.leftOut?.[row]) continue;
      const domain = catalogue.domains[catalogue.domain[item[row]]];
      const event = [users[user], catalogue.rawId[item[row]], time[row], domain];
      if (texts) event.push(texts[item[row]]);
      if (ratings) event.push(ratings[row]);
      lines.push(event.join());
    }
  }
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.csv`);
  await Deno.writeTextFile(path, lines.join("\n") + "\n");
  return path;
}
