import type { Corpus } from "../core/corpus.ts";
import { labelKey } from "../core/label_key.ts";
import { idWords } from "./_id_words.ts";

/** Hashes of the raw ids of a corpus under a protocol seed: what ties and draws are keyed by. */
export interface IdHashes {
  /** Two words per user, row-major. */
  readonly user: Uint32Array;
  /** Two words per item, row-major; the domain's name is part of what is hashed. */
  readonly item: Uint32Array;
}

/**
 * Hashes every raw user id and every (domain, raw item id), so that nothing that follows depends on
 * an index, which changes when other users or items come or go.
 *
 * @param seed protocol seed
 *
 * @example
 * ```ts
 * import { loadDataset } from "../datasets/registry.ts";
 * import { idHashes } from "./id_hashes.ts";
 * const corpus = await loadDataset("tundra-tiny");
 * const { user, item } = idHashes(corpus, 1);
 * if (user.length !== 2 * corpus.users.length) throw new Error("not two words per user");
 * if (item.join() === idHashes(corpus, 2).item.join()) throw new Error("not keyed by the seed");
 * ```
 */
export function idHashes(corpus: Corpus, seed: number): IdHashes {
  const { catalogue } = corpus;
  const item = new Uint32Array(2 * catalogue.length);
  for (let d = 0; d < catalogue.domains.length; d++) {
    const from = catalogue.offsets[d], to = catalogue.offsets[d + 1];
    const key = labelKey(seed, "item", catalogue.domains[d]);
    item.set(idWords(catalogue.rawId.slice(from, to), key), 2 * from);
  }
  return { user: idWords(corpus.users, labelKey(seed, "user")), item };
}
