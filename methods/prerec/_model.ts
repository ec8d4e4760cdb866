import type { Catalogue } from "@permafrost/bench/method";
import {
  constantParameter,
  type EmbeddingTable,
  type Parameter,
  type Parameters,
  readCheckpoint,
  restoreParameters,
  TextVectors,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import { itemContent, networkParameters } from "./_equations.ts";
import type { PrerecConfig } from "./method.ts";

/** Names of the latent variables: of how far each is from what its network says. */
export const LATENTS = {
  domain: "domain.embedding",
  user: "user.offset",
  item: "item.offset",
  popularity: "popularity.offset",
} as const;

/** Networks and latent variables: what is trained, and what scores. */
export class PrerecModel {
  readonly catalogue: Catalogue;
  readonly config: PrerecConfig;
  /** f_NN, f_pop, f_seq, W_d and W_z. */
  readonly networks: Parameters;
  /** D and the offsets, a row per domain, user or item: all 0 before training, their prior's mean. */
  readonly latents: Parameters;
  readonly #vectors: TextVectors;

  /**
   * The model before training.
   *
   * @throws {TypeError} if the catalogue has no text
   */
  constructor(
    catalogue: Catalogue,
    config: PrerecConfig,
    { users, seed }: { users: number; seed: number },
  ) {
    const { items, domains, itemTextSize: textSize } = catalogue, { embeddingSize: size } = config;
    this.#vectors = new TextVectors(catalogue, { title: "PreRec", size, network: itemContent });
    const zeros = (rows: number): Parameter => constantParameter([rows, size], 0);
    this.catalogue = catalogue;
    this.config = config;
    this.networks = networkParameters(config, { textSize, seed });
    this.latents = {
      [LATENTS.user]: zeros(users),
      [LATENTS.item]: zeros(items),
      ...this.has("domain") ? { [LATENTS.domain]: zeros(domains.length) } : {},
      ...this.has("popularity") ? { [LATENTS.popularity]: zeros(items) } : {},
    };
  }

  /** A model with the weights that `save` wrote. */
  static of(
    weights: Uint8Array,
    { catalogue, config, seed }: { catalogue: Catalogue; config: PrerecConfig; seed: number },
  ): PrerecModel {
    const saved = readCheckpoint(weights), users = saved[LATENTS.user]?.shape[0] ?? 0;
    const model = new PrerecModel(catalogue, config, { users, seed });
    restoreParameters(model.parameters, saved);
    return model;
  }

  /** Frozen text vectors. */
  get text(): EmbeddingTable {
    return this.#vectors.text;
  }

  /** Everything that is trained, by name. */
  get parameters(): Parameters {
    return { ...this.networks, ...this.latents };
  }

  /** Whether a bias is in the score. */
  has(bias: PrerecConfig["without"][number]): boolean {
    return !this.config.without.includes(bias);
  }

  /** Everything that is trained, as a safetensors file. */
  save(): Uint8Array {
    return writeCheckpoint(this.parameters);
  }

  /**
   * A model of another catalogue with a copy of this one's networks, whose latent variables are 0: the
   * intervention of §3.3, and what fine-tuning re-estimates them from (§3.4).
   */
  intervened(catalogue: Catalogue, { users, seed }: { users: number; seed: number }): PrerecModel {
    const model = new PrerecModel(catalogue, this.config, { users, seed });
    restoreParameters(model.networks, this.networks);
    return model;
  }

  /**
   * m_j of all items (equation 1), computed once and kept until the weights change.
   *
   * @see {@linkcode forget}
   */
  content(): Promise<EmbeddingTable> {
    const layer = Object.entries(this.networks).filter(([name]) => name.startsWith("text."));
    return this.#vectors.all(Object.fromEntries(layer));
  }

  /** To be called when the weights have changed. */
  forget(): void {
    this.#vectors.forget();
  }
}
