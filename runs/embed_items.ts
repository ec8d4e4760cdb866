import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Corpus } from "../core/corpus.ts";
import { sha256 } from "../core/sha256.ts";
import { UserError } from "../core/user_error.ts";
import type { EmbedProgress } from "../datasets/text/embed_options.ts";
import { embedTexts } from "../datasets/text/embed_texts.ts";
import { tinyTextModel } from "../datasets/text/tiny_text_model.ts";
import type { TextVectors } from "../datasets/text/text_vectors.ts";
import { defaultTextModel } from "./default_text_model.ts";
import type { ItemTexts } from "./item_texts.ts";
import type { TextOptions } from "./text_options.ts";

/** Beside the fetched datasets. */
const CACHE = join(dirname(fileURLToPath(new URL(".", import.meta.url))), ".cache", "text");

/**
 * The texts of a corpus's items as vectors: read from the cache, or embedded and kept there.
 *
 * @param options what a person chose, who is told how far it is, and what ends it
 * @throws {UserError} if the encoder cannot be had, or does not give what it should
 * @throws {TypeError} if the corpus has no text
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { embedItems } from "./embed_items.ts";
 * const corpus = await loadDataset("tundra-tiny"), cache = await Deno.makeTempDir();
 * const { signal } = new AbortController();
 * const { about, rows, vectors } = await embedItems(corpus, { cache, hub: null, signal });
 * await Deno.remove(cache, { recursive: true });
 * const known = corpus.catalogue.text?.every((text) => rows.has(text));
 * if (!known || vectors.length !== rows.size * about.size) throw new Error("not one each");
 * ```
 */
export async function embedItems(
  { id, ...corpus }: Corpus,
  { model: chosen, models, cache = CACHE, hub, signal, progress = () => {} }: TextOptions & {
    readonly signal: AbortSignal;
    readonly progress?: ((progress: EmbedProgress) => void) | undefined;
  },
): Promise<ItemTexts> {
  const { text } = corpus.catalogue;
  if (!text) throw new TypeError(`Cannot embed the texts of "${id}": it has none, expected some`);
  const model = chosen ?? await defaultTextModel({ id, ...corpus }), texts = [...new Set(text)];
  const places = { ...(models !== undefined && { models }), ...(hub !== undefined && { hub }) };
  let embedded: TextVectors;
  try {
    embedded = await embedTexts(texts, { model, cache, ...places, signal, progress });
  } catch (error) {
    if (signal.aborted) {
      throw new UserError(
        `Cannot embed the texts of "${id}": the host was told to stop, expected to go on`,
      );
    }
    if (chosen || model.id === tinyTextModel().id || !(error instanceof UserError)) throw error;
    // Nobody asked for this encoder: who cannot have it is told of the one that is always there.
    throw new UserError(`${error.message}, or --text-model tiny`, { cause: error });
  }
  const { size, vectors } = embedded;
  return {
    about: { model, size, sha256: sha256(new Uint8Array(vectors.buffer)) },
    rows: new Map(texts.map((each, row) => [each, row])),
    vectors,
  };
}
