import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Corpus } from "../core/corpus.ts";
import { nearNames } from "../core/near_names.ts";
import { UserError } from "../core/user_error.ts";
import { quoted } from "./_columns.ts";
import { corpusSha256 } from "./corpus_sha256.ts";
import { datasetIds } from "./_dataset_ids.ts";
import type { DatasetEntry, FileDataset } from "./dataset_entry.ts";
import { fetchedFile } from "./_fetched_file.ts";
import { fileSha256 } from "./_file_sha256.ts";
import { ingest } from "./ingest.ts";
import { readEntry } from "./_read_entry.ts";
import { checkTundraConfig } from "./synthetic/check_tundra_config.ts";
import { generateTundra } from "./synthetic/generate_tundra.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Where datasets are found, and where fetched files are kept. */
export interface RegistryOptions {
  /** The folder of `<id>/dataset.json` folders; this one if not given. */
  readonly folder?: string;
  /** The folder of fetched files; `.cache/datasets` beside this one if not given. */
  readonly cache?: string;
}

/**
 * Every dataset of the registry, by id: the folders with a `dataset.json` are the registry.
 *
 * @throws {UserError} if a `dataset.json` is wrong
 *
 * @example
 * ```ts
 * import { listDatasets } from "./registry.ts";
 * const ids = (await listDatasets()).map(({ id }) => id);
 * if (!ids.includes("tundra-tiny")) throw new Error("not listed");
 * ```
 */
export async function listDatasets(
  { folder = HERE }: RegistryOptions = {},
): Promise<DatasetEntry[]> {
  const ids = await datasetIds(folder);
  return await Promise.all(ids.map((id) => entryOf(id, folder)));
}

/**
 * The corpus of a dataset of the registry: generated, or read from its file, and checked against the
 * SHA-256 that its `dataset.json` gives.
 *
 * @throws {UserError} if there is no such dataset (with near names), or if it is not what it was
 *
 * @example
 * ```ts
 * import { loadDataset } from "./registry.ts";
 * const { id, interactions } = await loadDataset("tundra-tiny");
 * if (id !== "tundra-tiny" || interactions.length === 0) throw new Error("not loaded");
 * ```
 */
export async function loadDataset(id: string, options: RegistryOptions = {}): Promise<Corpus> {
  const { folder = HERE } = options;
  const ids = await datasetIds(folder);
  if (!ids.includes(id)) throw unknownDataset(id, ids);
  const entry = await entryOf(id, folder);
  if (entry.kind === "file") {
    const { columns = {}, sharedItems = false } = entry;
    return await ingest(await checkedFile(entry, options), { id, columns, sharedItems });
  }
  const { corpus } = generateTundra(checkTundraConfig(entry.config));
  checkSha256(entry, corpusSha256(corpus));
  return { ...corpus, id, sha256: entry.sha256 };
}

async function checkedFile(entry: FileDataset, options: RegistryOptions): Promise<string> {
  const { folder = HERE, cache = join(dirname(HERE), ".cache", "datasets") } = options;
  const { id, sha256, url, path = "" } = entry;
  const file = url === undefined
    ? join(folder, id, path)
    : await fetchedFile(url, { id, sha256, cache });
  const found = await fileSha256(file).catch((error: unknown) => {
    throw new UserError(
      `Cannot load dataset "${id}": no readable file "${file}", expected its data`,
      { cause: error },
    );
  });
  checkSha256(entry, found);
  return file;
}

function checkSha256({ id, sha256 }: DatasetEntry, found: string): void {
  if (found === sha256) return;
  throw new UserError(`Cannot load dataset "${id}": its SHA-256 is ${found}, expected ${sha256}`);
}

async function entryOf(id: string, folder: string): Promise<DatasetEntry> {
  return readEntry(id, await Deno.readTextFile(join(folder, id, "dataset.json")));
}

function unknownDataset(id: string, ids: readonly string[]): UserError {
  const near = nearNames(id, ids);
  return new UserError(
    `Cannot find dataset "${id}": no such id and no such file, expected ` +
      (near.length > 0 ? `one like ${quoted(near)}` : `one of ${quoted(ids)}`),
  );
}
