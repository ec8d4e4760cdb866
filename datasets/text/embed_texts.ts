import { join, resolve } from "node:path";
import { canonicalJson } from "../../core/canonical_json.ts";
import { sha256 } from "../../core/sha256.ts";
import { UserError } from "../../core/user_error.ts";
import { findModel } from "./_find_model.ts";
import { modelSha256 } from "./_model_sha256.ts";
import { readSegments } from "./_read_segments.ts";
import { startEncoder } from "./_start_encoder.ts";
import { writeSegment } from "./_write_segment.ts";
import { checkTextModel } from "./check_text_model.ts";
import type { EmbedOptions } from "./embed_options.ts";
import { hubAddress } from "./hub_address.ts";
import type { TextVectors } from "./text_vectors.ts";

/** Texts per file of the cache, and at most so many are made twice after an interruption. */
const SEGMENT = 512;
/** Raised when the same model and text would give other numbers. */
const FORMAT = 1;

/**
 * Turns texts into vectors of length 1, by an encoder of transformers.js in a process of its own, and
 * keeps them on disk: a text that was embedded once, by the same model, is read. A text of nothing
 * but white space has the zero vector.
 *
 * A vector does not depend on the other texts: only texts with equally many tokens go through the
 * model together. With the tiny encoder its bytes are the same whatever they are; a model that
 * multiplies matrices may round differently with their number, by some 1e-6.
 *
 * @throws {UserError} if the model is nowhere, is not what is pinned, cannot be loaded, or gives
 *   numbers that are not finite
 *
 * @example
 * ```ts
 * import { embedTexts } from "./embed_texts.ts";
 * import { tinyTextModel } from "./tiny_text_model.ts";
 * const cache = await Deno.makeTempDir();
 * const texts = ["a love story", "", "kiss and heart", "tanks of the army"];
 * const { vectors, size } = await embedTexts(texts, { model: tinyTextModel(), cache, hub: null });
 * const row = (i: number) => vectors.subarray(i * size, (i + 1) * size);
 * const cosine = (i: number, j: number) => row(i).reduce((sum, x, k) => sum + x * row(j)[k], 0);
 * await Deno.remove(cache, { recursive: true });
 * if (cosine(0, 2) < cosine(0, 3)) throw new Error("love is nearer to war");
 * if (row(1).some((each) => each !== 0)) throw new Error("nothing means something");
 * ```
 */
export async function embedTexts(
  texts: readonly string[],
  options: EmbedOptions,
): Promise<TextVectors> {
  const model = checkTextModel(options.model), { signal, progress = () => {} } = options;
  const cache = resolve(options.cache), models = resolve(options.models ?? join(cache, "models"));
  const folder = join(cache, "vectors", sha256(canonicalJson({ format: FORMAT, ...model })));
  const keys = texts.map((text) => text.trim() === "" ? null : sha256(text.toWellFormed()));
  const textOf = new Map<string, string>();
  keys.forEach((key, i) => key !== null && textOf.set(key, texts[i].toWellFormed()));

  const { found, modelSha256: before, damaged } = await readSegments(
    folder,
    new Set(textOf.keys()),
  );
  const vectorOf = new Map(found), of = textOf.size;
  // By length, so that what goes through the model together has about as many tokens.
  const missing = [...textOf].filter(([key]) => !found.has(key))
    .sort(([a, left], [b, right]) => left.length - right.length || (a < b ? -1 : 1));
  if (of > 0) progress({ stage: "embed", done: found.size, of });
  if (missing.length > 0) {
    const { hub = hubAddress() } = options;
    const place = await findModel(model, { models, hub, progress, signal });
    const files = await modelSha256(model, { folder: join(place, model.id), signal });
    if (before !== null && before !== files) {
      throw new UserError(
        `Cannot add to the vectors of text model "${model.id}" at revision ${model.revision}: its ` +
          `files have SHA-256 ${files}, expected ${before} as when the others were made, or another ` +
          `revision`,
      );
    }
    await using encoder = await startEncoder({ ...model, models: place }, { signal });
    for (let at = 0; at < missing.length; at += SEGMENT) {
      const part = missing.slice(at, at + SEGMENT), hashes = part.map(([key]) => key);
      const { size } = encoder, vectors = await encoder.encode(part.map(([, text]) => text));
      await writeSegment(folder, { modelSha256: files, hashes, size, vectors });
      hashes.forEach((hash, i) => vectorOf.set(hash, vectors.subarray(i * size, (i + 1) * size)));
      progress({ stage: "embed", done: vectorOf.size, of });
    }
  }
  const size = vectorOf.values().next().value?.length ?? 0;
  const vectors = new Float32Array(texts.length * size);
  keys.forEach((key, i) => {
    const vector = key === null ? undefined : vectorOf.get(key);
    if (vector) vectors.set(vector, i * size);
  });
  return { size, vectors, cached: found.size, embedded: missing.length, damaged };
}
