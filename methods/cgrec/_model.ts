import type { Catalogue, Histories, Scorer } from "@permafrost/bench/method";
import {
  constantParameter,
  domainWeightsParameters,
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
  normalParameter,
  type Parameter,
  type Parameters,
  positionEmbedding,
  positionEmbeddingParameters,
  RandomStream,
  readCheckpoint,
  restoreParameters,
  type Tensor,
  transformerBlock,
  transformerBlockParameters,
  twoTowerScorer,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import * as tf from "@tensorflow/tfjs";
import type { CgrecConfig } from "./method.ts";

/** Standard deviation of all vectors at the start. */
const DEVIATION = 0.02;

/** Sequences over all domains, side by side, padded on the right. */
export interface Sequences {
  /** Number of sequences. */
  readonly size: number;
  /** Positions per sequence, padding included. */
  readonly length: number;
  /** A row of the item vectors per position, `size × length`. */
  readonly input: Int32Array;
  /** Domain per position, −1 for the start token, which stands at padded positions too. */
  readonly domain: Int8Array;
}

/** What is known at every position, a row each: `positions × embeddingSize`. */
export interface States {
  /** What tells the domain of the next item, where the model is hierarchical. */
  readonly domain?: Tensor;
  /** What tells the next item. */
  readonly item: Tensor;
}

/** Item vectors, one encoder for all domains, and how much each domain's loss weighs. */
export class CgrecModel {
  /** Name of the table of item vectors; its last row is the start token's. */
  static readonly items = "item.weight";
  /** Name of the weights λ of the batch before. */
  static readonly lambda = "lambda.weights";

  readonly catalogue: Catalogue;
  readonly config: CgrecConfig;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  /** λ, which training keeps from batch to batch; nothing of a single domain. */
  readonly kept: Parameters;
  readonly table: EmbeddingTable;
  /** Whether a state is to tell the next item's domain, too. */
  readonly isHierarchical: boolean;
  /** The part that is no table. */
  readonly #layers: Parameters;

  /** The model before training. */
  constructor(catalogue: Catalogue, config: CgrecConfig, seed: number) {
    const { embeddingSize: size, maximumLength: length, blocks } = config;
    const normal = (name: string, rows: number): Parameter =>
      normalParameter([rows, size], {
        deviation: DEVIATION,
        random: RandomStream.from(seed, "initialise", name),
      });
    const domains = catalogue.domains.length, innerSize = 4 * size;
    const items = normal(CgrecModel.items, catalogue.items + 1);
    this.catalogue = catalogue;
    this.config = config;
    this.table = new EmbeddingTable(items);
    this.isHierarchical = config.hierarchical && domains > 1;
    this.kept = domains === 1
      ? {}
      : { [CgrecModel.lambda]: constantParameter([domains], 1 / domains) };
    this.#layers = Object.assign(
      positionEmbeddingParameters("position", { length, size, seed }),
      layerNormParameters("norm", { size }),
      ...Array.from(
        { length: blocks },
        (_, block) => transformerBlockParameters(`blocks.${block}`, { size, innerSize, seed }),
      ),
      this.isHierarchical && {
        "domain.weight": normal("domain.weight", domains),
        ...feedForwardParameters("prediction", { size, innerSize, seed }),
        ...layerNormParameters("prediction.norm", { size }),
      },
    );
    const weighing = domains === 1 ? {} : domainWeightsParameters("lambda");
    this.parameters = { [CgrecModel.items]: items, ...this.#layers, ...weighing };
  }

  /** Positions that a state can see, the start token included. */
  get length(): number {
    return this.config.maximumLength;
  }

  /** What stands before a user's first event and at padded positions. */
  get start(): number {
    return this.catalogue.items;
  }

  /** Sequences of items as places among some rows of the table. @param items per position */
  sequences(
    items: Uint32Array,
    { size, length, input }: { size: number; length: number; input: Int32Array },
  ): Sequences {
    const { start, catalogue: { itemDomain } } = this;
    const domain = Int8Array.from(items, (item) => item === start ? -1 : itemDomain[item]);
    return { size, length, input, domain };
  }

  /** What `encode` needs: the layers and, in place of the table, some item vectors. */
  inputs(vectors: Parameter): Parameters {
    return { ...this.#layers, [CgrecModel.items]: vectors };
  }

  /**
   * States of sequences, each of which knows what its position and those before it say: the item, its
   * domain (if the model is hierarchical) and the place.
   *
   * @param weights those of `inputs`
   * @param options `sees`: whether the events of a domain are visible, all if not given; one that is
   * not says nothing but its place, where it stays. `dropout` while training
   */
  encode(
    weights: Weights,
    sequences: Sequences,
    options: { sees?: (domain: number) => boolean; dropout?: Dropout } = {},
  ): States {
    const { embeddingSize, blocks, heads } = this.config, { size, length } = sequences;
    const shape = [size, length, embeddingSize] as const, inside = weights.within("norm");
    const events = this.#events(weights, sequences, options.sees).reshape([...shape]);
    const placed = positionEmbedding(events, weights.within("position"));
    let states = dropout(layerNorm(placed, inside), options.dropout);
    for (let block = 0; block < blocks; block++) {
      states = transformerBlock(states, weights.within(`blocks.${block}`), {
        ...{ heads, norm: "post", activation: "gelu", causal: true },
        ...options.dropout && { dropout: options.dropout },
      });
    }
    const state = states.reshape([size * length, embeddingSize]);
    if (!this.isHierarchical) return { item: state };
    const prediction = weights.within("prediction");
    const changed = feedForward(state, prediction, { activation: "gelu" });
    const item = layerNorm(
      state.add(dropout(changed, options.dropout)),
      prediction.within("norm"),
    );
    return { domain: state, item };
  }

  /** What each position's event says, a row per position: nothing where it is not seen. */
  #events(
    weights: Weights,
    { input, domain }: Sequences,
    sees: (domain: number) => boolean = () => true,
  ): Tensor {
    const { embeddingSize: size } = this.config, rows = input.length;
    const items = embed(weights.get(CgrecModel.items, [-1, size]), input);
    // The start token belongs to no domain: every coalition sees it.
    const seen = Float32Array.from(domain, (each) => each < 0 || sees(each) ? 1 : 0);
    const said = seen.includes(0) ? items.mul(tf.tensor2d(seen, [rows, 1])) : items;
    if (!this.isHierarchical) return said;
    const domains = this.catalogue.domains.length;
    const own = embed(
      weights.get("domain.weight", [domains, size]),
      Int32Array.from(domain, (each) => Math.max(0, each)),
    );
    const told = seen.map((each, row) => domain[row] < 0 ? 0 : each);
    return said.add(own.mul(tf.tensor2d(told, [rows, 1])));
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters({ ...this.parameters, ...this.kept }, readCheckpoint(weights));
  }

  /** A scorer with the weights that the model has whenever it is asked: state · item vector. */
  scorer(): Scorer {
    return twoTowerScorer({
      catalogue: this.catalogue,
      queries: ({ history }) => this.#lastStates(history),
      items: this.table,
      save: () => writeCheckpoint({ ...this.parameters, ...this.kept }),
    });
  }

  /** The state at the end of every history. */
  async #lastStates(history: Histories): Promise<Float32Array> {
    const { start, config: { maximumLength: length } } = this;
    const batch = historyBatch(history, { length, start });
    if (batch.size === 0) return new Float32Array();
    const { weights: vectors, places: [input] } = this.table.lookup(batch.input);
    const sequences = this.sequences(batch.input, { ...batch, input });
    return await evaluate(
      this.inputs(vectors),
      (weights) => embed(this.encode(weights, sequences).item, Int32Array.from(batch.last)),
    );
  }
}
