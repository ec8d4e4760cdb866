import type { Catalogue, TrainView } from "@permafrost/bench/method";
import {
  backboneParameters,
  backboneStates,
  type Dropout,
  embed,
  EmbeddingTable,
  normalParameter,
  type Parameters,
  RandomStream,
  readCheckpoint,
  restoreParameters,
  type Tensor,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import { pairLogitsParameters } from "./_heads.ts";
import type { AmidConfig } from "./method.ts";
import { enhance, enhanceParameters, meanOfStates, type States } from "./_mim.ts";
import {
  chooseReferences,
  loadReferences,
  type References,
  referencesOf,
  saveReferences,
} from "./_references.ts";
import type { Plan, Sequences } from "./_sequences.ts";

/** Standard deviation of the item vectors at the start. */
const DEVIATION = 0.05;

/** Everything that is trained, and how it makes a user's representation. */
export class AmidModel {
  /** Name of the table of item vectors; its last row is the start token's. */
  static readonly items = "item.weight";

  readonly catalogue: Catalogue;
  readonly config: AmidConfig;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  readonly table: EmbeddingTable;
  /** Reference users of every domain. */
  references: readonly References[];

  /** The model before training, without reference users. */
  constructor(catalogue: Catalogue, config: AmidConfig, seed: number) {
    const { embeddingSize: size, hiddenSize: hidden, groupSize } = config;
    const random = RandomStream.from(seed, "initialise", AmidModel.items);
    const items = normalParameter([catalogue.items + 1, size], { deviation: DEVIATION, random });
    this.catalogue = catalogue;
    this.config = config;
    this.table = new EmbeddingTable(items);
    this.references = catalogue.domains.map(() =>
      referencesOf(new Int32Array(groupSize).fill(-1), [])
    );
    const heads = config.estimator === "none"
      ? ["prediction"]
      : ["prediction", "imputation", "propensity"];
    this.parameters = Object.assign(
      { [AmidModel.items]: items },
      ...catalogue.domains.flatMap((_, domain) => [
        backboneParameters(config.backbone, {
          name: `encoders.${domain}`,
          size,
          length: config.maximumLength,
          shape: config,
          seed,
        }),
        config.multiInterest
          ? enhanceParameters(`interests.${domain}`, {
            size,
            groupSize,
            others: this.others(domain),
            seed,
          })
          : {},
        ...heads.map((head) => pairLogitsParameters(`${head}.${domain}`, { size, hidden, seed })),
      ]),
    );
  }

  /** What stands before a user's first event and at padded positions. */
  get start(): number {
    return this.catalogue.items;
  }

  /** The domains that have something to say in a domain. */
  others(domain: number): number[] {
    if (!this.config.multiInterest) return [];
    return [...this.catalogue.domains.keys()].filter((other) => other !== domain);
  }

  /** Takes the reference users from the training events. */
  chooseReferences(view: TrainView, seed: number): void {
    const { groupSize: size, maximumLength: length } = this.config;
    this.references = chooseReferences(view, { size, length, seed });
  }

  /** The reference users of the other domains. */
  referencesFor(domain: number): ReadonlyMap<number, References> {
    return new Map(this.others(domain).map((other) => [other, this.references[other]]));
  }

  /** States of sequences. @param places the rows of the item vectors in `weights` that they show */
  encode(
    weights: Weights,
    sequences: Sequences,
    options: { domain: number; places: Int32Array; dropout?: Dropout },
  ): States {
    const { backbone, embeddingSize } = this.config, { size, length, present, counted } = sequences;
    const items = embed(weights.get(AmidModel.items, [-1, embeddingSize]), options.places);
    const states = backboneStates(backbone, items.reshape([size, length, embeddingSize]), {
      weights: weights.within(`encoders.${options.domain}`),
      shape: this.config,
      present,
      ...options.dropout && { dropout: options.dropout },
    });
    return { states, counted };
  }

  /**
   * Mean(S*) of equation 7, of users in a domain: `users × size`. Without `multiInterest` it is the mean
   * of the backbone's states.
   *
   * @param options `states` of a plan's sequences of a domain
   */
  represent(
    weights: Weights,
    plan: Plan,
    options: { domain: number; states: (sequences: Sequences, domain: number) => States },
  ): Tensor {
    const { domain, states } = options, own = states(plan.own, domain);
    if (!this.config.multiInterest) return meanOfStates(own);
    const others = plan.others.map(({ group, same, ...each }) => {
      return { ...each, group: states(group, each.domain), own: states(same, each.domain) };
    });
    const { threshold } = this.config;
    return enhance(own, others, { weights: weights.within(`interests.${domain}`), threshold });
  }

  /** The names of the parameters, besides the item vectors, that a score in a domain is made of. */
  namesFor(domain: number, heads: readonly string[] = ["prediction"]): string[] {
    const parts = [domain, ...this.others(domain)].map((each) => `encoders.${each}.`)
      .concat(`interests.${domain}.`, heads.map((head) => `${head}.${domain}.`));
    return Object.keys(this.parameters).filter((name) =>
      parts.some((part) => name.startsWith(part))
    );
  }

  /** The weights and the reference users as a safetensors file. */
  save(): Uint8Array {
    return writeCheckpoint({ ...this.parameters, ...this.#savedReferences() });
  }

  /** Copies weights and reference users that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    const references = this.#savedReferences();
    restoreParameters({ ...this.parameters, ...references }, readCheckpoint(weights));
    if (this.config.multiInterest) {
      this.references = loadReferences(references, this.catalogue.domains.length);
    }
  }

  #savedReferences(): Parameters {
    if (!this.config.multiInterest) return {};
    return saveReferences(this.references, this.config.maximumLength);
  }
}
