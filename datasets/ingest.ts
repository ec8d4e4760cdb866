import { join } from "node:path";
import type { Corpus } from "../core/corpus.ts";
import { checkMapping } from "./_columns.ts";
import { Database } from "./_database.ts";
import { fileSha256 } from "./_file_sha256.ts";
import type { IngestOptions } from "./ingest_options.ts";
import { loadRows } from "./_load_rows.ts";
import { readCorpus } from "./_read_corpus.ts";
import { openSource } from "./_source.ts";

/**
 * Reads a file of interactions: `.csv .tsv .inter .jsonl .parquet`, plain or with `.gz`, with the
 * columns `user_id,item_id,timestamp` and, if it has them, `domain,rating,text,category`.
 *
 * The same rows in any order give the same corpus, byte for byte:
 * - Ids are text, kept as it stands (spaces too) and never empty; they are ordered by UTF-8 bytes.
 * - Times are seconds, as a number of at least 0; the unit is never guessed.
 * - Of rows with equal user, item (with its domain) and time one is kept, with the highest of their
 *   ratings; the others are counted.
 * - An item's text and category are the smallest, by UTF-8 bytes, of the non-empty ones in its rows;
 *   "" where there is none.
 * - Items of several domains are different things, unless `sharedItems`.
 *
 * A delimited file (`.tsv` and `.inter` with tabs) is UTF-8, with or without a BOM, and keeps to
 * RFC 4180: a header, quotes doubled inside quotes, lines that all end alike. Names in the header lose
 * spaces around them, those of `.inter` also their `:type`. Empty lines are no rows.
 *
 * @throws {UserError} if the file cannot be read: one line, with the first bad line of the file
 *
 * @example
 * ```ts
 * import { ingest } from "./ingest.ts";
 * const file = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(file, "user_id,item_id,timestamp\nann,tea,7\nann,cup,5\n");
 * const { users, catalogue, interactions } = await ingest(file);
 * await Deno.remove(file);
 * if (users.join() !== "ann" || catalogue.rawId.join() !== "cup,tea") throw new Error("other ids");
 * if (interactions.time.join() !== "5,7") throw new Error("not in the order of time");
 * ```
 */
export async function ingest(path: string, options: IngestOptions = {}): Promise<Corpus> {
  const { columns: mapping = {}, sharedItems = false } = options;
  checkMapping(mapping);
  const folder = await Deno.makeTempDir({ prefix: "permafrost-" });
  const stop = new AbortController();
  let hash: Promise<string> | undefined;
  try {
    const source = await openSource(path, folder);
    // In parallel with the load: this thread would only wait for DuckDB's.
    hash = source.sha256 ? Promise.resolve(source.sha256) : fileSha256(source.path, stop.signal);
    hash.catch(() => {});
    using database = await Database.open(join(folder, "spill"));
    const columns = await loadRows(database, source, mapping);
    const corpus = await readCorpus(database, { columns, sharedItems });
    return { id: options.id ?? source.format.stem, sha256: await hash, ...corpus };
  } finally {
    stop.abort();
    await hash?.catch(() => {});
    await Deno.remove(folder, { recursive: true });
  }
}
