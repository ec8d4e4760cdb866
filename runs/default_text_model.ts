import type { Corpus } from "../core/corpus.ts";
import { listDatasets } from "../datasets/registry.ts";
import { multilingualTextModel } from "../datasets/text/multilingual_text_model.ts";
import type { TextModel } from "../datasets/text/text_model.ts";
import { tinyTextModel } from "../datasets/text/tiny_text_model.ts";

/**
 * The encoder of a corpus's texts if nobody names one: the tiny one for the synthetic datasets of the
 * registry, whose words it knows, else the multilingual one.
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { defaultTextModel } from "./default_text_model.ts";
 * const corpus = await loadDataset("tundra-tiny");
 * const own = await defaultTextModel(corpus);
 * // A file of the same name is another corpus.
 * const other = await defaultTextModel({ ...corpus, sha256: "0".repeat(64) });
 * if (own.id !== "permafrost/tundra-tiny-encoder" || own.id === other.id) {
 *   throw new Error("an encoder that does not know the words");
 * }
 * ```
 */
export async function defaultTextModel({ id, sha256 }: Corpus): Promise<TextModel> {
  const isSynthetic = (await listDatasets()).some((entry) =>
    entry.kind === "synthetic" && entry.id === id && entry.sha256 === sha256
  );
  return isSynthetic ? tinyTextModel() : multilingualTextModel();
}
