import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../core/user_error.ts";
import { downloadFile } from "./_download_file.ts";
import { neededFiles } from "./_needed_files.ts";
import type { EmbedProgress } from "./embed_options.ts";
import type { TextModel } from "./text_model.ts";

/** Models that ship with the suite. */
const SHIPPED = fileURLToPath(new URL("models", import.meta.url));
/** In a folder that the loader filled: the revision that it holds. */
const MARK = "revision.txt";

/** Where to look, and where to fetch. */
export interface ModelPlaces {
  /** The person's folder of models: first looked into, and where a fetched one goes. */
  readonly models: string;
  /** Address of the hub, or null for none. */
  readonly hub: string | null;
  /** Told of every piece that comes. */
  readonly progress: (progress: EmbedProgress) => void;
  /** Ends a transfer. */
  readonly signal: AbortSignal | undefined;
}

/**
 * The folder of models below which a model lies: the person's own, as a person put it there or as
 * fetched at its revision, else the shipped one, else the person's own after it came from the hub.
 * A fetched model is in place only when all of it is.
 *
 * @throws {UserError} if it is nowhere
 */
export async function findModel(model: TextModel, places: ModelPlaces): Promise<string> {
  const { models, hub } = places, folder = join(models, model.id);
  const state = await lies(folder, model.revision);
  if (state === "there") return models;
  if (await lies(join(SHIPPED, model.id), model.revision) === "there") return SHIPPED;
  if (hub === null) {
    throw new UserError(
      `Cannot find text model "${model.id}" at revision ${model.revision}: ${state} in "${folder}" ` +
        `and no hub may be asked, expected ${neededFiles(model).join(", ")} there, or a hub ` +
        `(PERMAFROST_HUB)`,
    );
  }
  await Deno.mkdir(dirname(folder), { recursive: true });
  // One at a time: another process that fetches the same waits here, and then finds it.
  using lock = await Deno.open(`${folder}.lock`, { create: true, write: true });
  await lock.lock(true);
  if (await lies(folder, model.revision) === "there") return models;
  const coming = `${folder}.${model.revision}`;
  for (const file of neededFiles(model)) {
    if (await Deno.stat(join(coming, file)).then(() => true, () => false)) continue;
    const url = `${hub.replace(/\/$/, "")}/${model.id}/resolve/${model.revision}/${file}`;
    await downloadFile(url, {
      path: join(coming, file),
      sha256: model.files[file],
      progress: (done, of) => places.progress({ stage: "download", file, done, of }),
      signal: places.signal,
    });
  }
  await Deno.writeTextFile(join(coming, MARK), `${model.revision}\n`);
  if (state === "another revision") await Deno.remove(folder, { recursive: true });
  await Deno.rename(coming, folder);
  return models;
}

async function lies(
  folder: string,
  revision: string,
): Promise<"there" | "another revision" | "absent"> {
  if (!await Deno.stat(folder).then(({ isDirectory }) => isDirectory, () => false)) return "absent";
  const mark = await Deno.readTextFile(join(folder, MARK)).catch(() => null);
  return mark === null || mark.trim() === revision ? "there" : "another revision";
}
