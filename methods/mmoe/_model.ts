import type { Catalogue, QueryBatch, Scorer } from "@permafrost/bench/method";
import {
  byDomain,
  type Dropout,
  dropout,
  embed,
  EmbeddingTable,
  evaluate,
  feedForward,
  feedForwardParameters,
  historyBatch,
  layerNorm,
  layerNormParameters,
  mixtureOfExperts,
  mixtureOfExpertsParameters,
  normalParameter,
  type Parameter,
  type Parameters,
  positionEmbedding,
  positionEmbeddingParameters,
  RandomStream,
  readCheckpoint,
  restoreParameters,
  type Tensor,
  transformerExpert,
  transformerExpertParameters,
  twoTowerScorer,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import type { MmoeConfig } from "./method.ts";

/** What all domains share of some sequences, a row per position: `positions × embeddingSize` each. */
export interface Reading {
  /** The position's own input, which every gate decides by. */
  readonly x: Tensor;
  /** What each expert says. */
  readonly experts: readonly Tensor[];
}

/** Item vectors, experts that all domains share, and a gate and a tower per domain. */
export class MmoeModel {
  /** Name of the table of item vectors; its last row is the start token's. */
  static readonly items = "item.weight";

  readonly catalogue: Catalogue;
  readonly config: MmoeConfig;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  readonly table: EmbeddingTable;
  /** What is no domain's own, besides the table. */
  readonly #shared: Parameters;
  /** Gate and tower per domain. */
  readonly #tasks: readonly Parameters[];

  /** The model before training. */
  constructor(catalogue: Catalogue, config: MmoeConfig, seed: number) {
    const { embeddingSize: size, maximumLength: length, experts, blocks } = config;
    const random = RandomStream.from(seed, "initialise", MmoeModel.items);
    const items = normalParameter([catalogue.items + 1, size], { deviation: 0.02, random });
    this.catalogue = catalogue;
    this.config = config;
    this.table = new EmbeddingTable(items);
    this.#shared = Object.assign(
      positionEmbeddingParameters("position", { length, size, seed }),
      ...Array.from(
        { length: experts },
        (_, expert) => transformerExpertParameters(`experts.${expert}`, { size, blocks, seed }),
      ),
    );
    this.#tasks = catalogue.domains.map((_, domain) => ({
      ...mixtureOfExpertsParameters(`tasks.${domain}`, { inputs: size, experts, seed }),
      ...feedForwardParameters(`tasks.${domain}.tower`, { size, innerSize: size, seed }),
      ...layerNormParameters(`tasks.${domain}.tower.norm`, { size }),
    }));
    this.parameters = Object.assign({ [MmoeModel.items]: items }, this.#shared, ...this.#tasks);
  }

  /** Positions that a state can see, the start token included. */
  get length(): number {
    return this.config.maximumLength;
  }

  /** What stands before a user's first event and at padded positions. */
  get start(): number {
    return this.catalogue.items;
  }

  /** What a computation needs: some item vectors, the experts, and the parts of some domains. */
  inputs(vectors: Parameter, domains: readonly number[]): Parameters {
    const tasks = domains.map((domain) => this.#tasks[domain]);
    return Object.assign({ [MmoeModel.items]: vectors }, this.#shared, ...tasks);
  }

  /**
   * What all domains share of sequences that stand side by side, padded on the right.
   *
   * @param weights those of `inputs`
   * @param sequences `input`: a row of the item vectors per position, `size × length`
   * @param options `dropout` while training
   */
  read(
    weights: Weights,
    { input, size, length }: { input: Int32Array; size: number; length: number },
    options: { dropout?: Dropout } = {},
  ): Reading {
    const { embeddingSize, experts, blocks, heads } = this.config;
    const items = embed(weights.get(MmoeModel.items, [-1, embeddingSize]), input)
      .reshape([size, length, embeddingSize]);
    const x = dropout(positionEmbedding(items, weights.within("position")), options.dropout);
    const rows = (all: Tensor): Tensor => all.reshape([size * length, embeddingSize]);
    return {
      x: rows(x),
      experts: Array.from({ length: experts }, (_, expert) =>
        rows(
          transformerExpert(x, weights.within(`experts.${expert}`), { blocks, heads, ...options }),
        )),
    };
  }

  /**
   * The states of one domain at some positions: h_d(Σ_k g_d(x)_k · f_k) (equations 6 and 7 of MMoE).
   * The gate g_d is a softmax of a linear layer of the position's own input, so that no state knows
   * what comes after it; the tower h_d is LayerNorm(m + FeedForward(m)).
   *
   * @param options `position`: rows of the reading; `dropout` while training
   * @returns a state per entry of `position`
   */
  states(
    weights: Weights,
    { x, experts }: Reading,
    options: { domain: number; position: Int32Array; dropout?: Dropout },
  ): Tensor {
    const { position } = options, task = weights.within(`tasks.${options.domain}`);
    const said = experts.map((expert) => embed(expert, position));
    const mixed = mixtureOfExperts(embed(x, position), task, { experts: said });
    const tower = task.within("tower");
    const changed = feedForward(mixed, tower, { activation: "gelu" });
    return layerNorm(mixed.add(dropout(changed, options.dropout)), tower.within("norm"));
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters(this.parameters, readCheckpoint(weights));
  }

  /** A scorer with the weights that the model has whenever it is asked: state · item vector. */
  scorer(): Scorer {
    return twoTowerScorer({
      catalogue: this.catalogue,
      queries: (batch) => this.#lastStates(batch),
      items: this.table,
      save: () => writeCheckpoint(this.parameters),
    });
  }

  /** The state at the end of every history, of the domain that is asked about. */
  async #lastStates(
    { history, domain: domains }: Pick<QueryBatch, "history" | "domain">,
  ): Promise<Float32Array> {
    const { start, config: { maximumLength: length } } = this;
    const batch = historyBatch(history, { length, start });
    if (batch.size === 0) return new Float32Array();
    const { weights: vectors, places: [input] } = this.table.lookup(batch.input);
    const groups = byDomain(domains), order = new Int32Array(batch.size);
    groups.flatMap(({ places }) => [...places]).forEach((query, row) => order[query] = row);
    const inputs = this.inputs(vectors, groups.map(({ domain }) => domain));
    return await evaluate(inputs, (weights) => {
      const reading = this.read(weights, { ...batch, input });
      const [first, ...others] = groups.map(({ domain, places }) =>
        this.states(weights, reading, { domain, position: places.map((at) => batch.last[at]) })
      );
      return embed(first.concat(others), order);
    });
  }
}
