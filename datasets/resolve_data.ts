import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Corpus } from "../core/corpus.ts";
import { UserError } from "../core/user_error.ts";
import { datasetIds } from "./_dataset_ids.ts";
import { fileFormat } from "./_file_format.ts";
import { ingest } from "./ingest.ts";
import type { IngestOptions } from "./ingest_options.ts";
import { loadDataset } from "./registry.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/**
 * The corpus that a person means by `--data`: a path if it has a separator or an ending of data, else
 * a dataset of the registry, else a path if something lies there.
 *
 * @param spec an id of the registry, or a path
 * @param cwd the folder in which the person stands: a path starts there
 * @throws {UserError} if it is neither (with near names), or cannot be read
 *
 * @example
 * ```ts
 * import { resolveData } from "./resolve_data.ts";
 * const { id } = await resolveData("tundra-tiny", ".");
 * if (id !== "tundra-tiny") throw new Error("not found");
 * ```
 */
export async function resolveData(
  spec: string,
  cwd: string,
  options: IngestOptions = {},
): Promise<Corpus> {
  const path = resolve(cwd, spec);
  if (/[/\\]/.test(spec) || fileFormat(spec) !== null) return await ingest(path, options);
  const known = (await datasetIds(HERE)).includes(spec);
  if (!known && await Deno.stat(path).then(() => true, () => false)) {
    return await ingest(path, options);
  }
  if (known && options.columns && Object.keys(options.columns).length > 0) {
    throw new UserError(
      `Cannot map columns of dataset "${spec}": its own file says them, expected a path`,
    );
  }
  return await loadDataset(spec);
}
