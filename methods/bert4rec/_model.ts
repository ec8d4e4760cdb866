import type { Catalogue, Histories, Scorer } from "@permafrost/bench/method";
import {
  bert4recEncoder,
  bert4recEncoderParameters,
  constantParameter,
  type Dropout,
  embed,
  EmbeddingTable,
  evaluate,
  gelu,
  layerNorm,
  layerNormParameters,
  linear,
  linearParameters,
  normalParameter,
  type Parameter,
  type Parameters,
  RandomStream,
  readCheckpoint,
  restoreParameters,
  type Tensor,
  twoTowerScorer,
  type Weights,
  writeCheckpoint,
} from "@permafrost/bench/nn";
import type { Bert4recConfig } from "./method.ts";

/** Sequences side by side, and the positions whose item is wanted. */
export interface Masked {
  /** Number of sequences, and positions in each. */
  readonly size: number;
  readonly length: number;
  /** Row of the item vectors per position. */
  readonly input: ArrayLike<number>;
  /** 1 for a position that is there, 0 for padding. */
  readonly present: Uint8Array;
  /** Indices into `input`. */
  readonly position: Int32Array;
}

/** Item vectors and biases, encoder and output layer: what is trained, and what scores. */
export class Bert4recModel {
  /** Name of the table of item vectors; its last row is the mask's. */
  static readonly items = "item.weight";
  /** Name of the table of a number per item. */
  static readonly biases = "item.bias";

  readonly catalogue: Catalogue;
  readonly config: Bert4recConfig;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  readonly items: EmbeddingTable;
  readonly biases: EmbeddingTable;
  /** The part that is no table. */
  readonly #layers: Parameters;

  /** The model before training. */
  constructor(catalogue: Catalogue, config: Bert4recConfig, seed: number) {
    const { embeddingSize: size, maximumLength: length, blocks } = config;
    const random = RandomStream.from(seed, "initialise", Bert4recModel.items);
    const items = normalParameter([catalogue.items + 1, size], {
      deviation: 0.02,
      random,
    });
    const biases = constantParameter([catalogue.items, 1], 0);
    this.catalogue = catalogue;
    this.config = config;
    this.#layers = {
      ...bert4recEncoderParameters("encoder", { size, length, blocks, seed }),
      ...linearParameters("output", { inputs: size, outputs: size, seed }),
      ...layerNormParameters("output_norm", { size }),
    };
    this.parameters = {
      ...this.#layers,
      [Bert4recModel.items]: items,
      [Bert4recModel.biases]: biases,
    };
    this.items = new EmbeddingTable(items);
    this.biases = new EmbeddingTable(biases);
  }

  /** What stands where an item is hidden, and at padded positions. */
  get mask(): number {
    return this.catalogue.items;
  }

  /** What `predict` needs: the layers and, in place of the table, some item vectors. */
  inputs(vectors: Parameter): Parameters {
    return { ...this.#layers, [Bert4recModel.items]: vectors };
  }

  /**
   * What item vectors are multiplied with to tell the items at some positions: LayerNorm(GELU(h W + b))
   * of their states (equation 7; the norm is the authors' code's).
   *
   * @param weights those of `inputs`
   * @param options `dropout` while training
   * @returns a vector per entry of `position`
   */
  predict(weights: Weights, batch: Masked, options: { dropout?: Dropout } = {}): Tensor {
    const { embeddingSize, blocks, heads } = this.config, { size, length, present } = batch;
    const items = embed(
      weights.get(Bert4recModel.items, [-1, embeddingSize]),
      Int32Array.from(batch.input),
    );
    const states = bert4recEncoder(
      items.reshape([size, length, embeddingSize]),
      weights.within("encoder"),
      { ...options, blocks, heads, present },
    );
    const wanted = embed(states.reshape([size * length, embeddingSize]), batch.position);
    return layerNorm(gelu(linear(wanted, weights.within("output"))), weights.within("output_norm"));
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters(this.parameters, readCheckpoint(weights));
  }

  /** A scorer with the weights that the model has whenever it is asked. */
  scorer(): Scorer {
    return twoTowerScorer({
      catalogue: this.catalogue,
      queries: ({ history }) => this.#queries(history),
      items: this.items,
      bias: this.biases.parameter,
      save: () => writeCheckpoint(this.parameters),
    });
  }

  /** What is predicted behind every history. */
  async #queries(history: Histories): Promise<Float32Array> {
    const batch = this.#beforeMask(history);
    if (batch.size === 0) return new Float32Array();
    const { weights: rows, places: [input] } = this.items.lookup(batch.input);
    return await evaluate(
      this.inputs(rows),
      (weights) => this.predict(weights, { ...batch, input }),
    );
  }

  /** The last items of every history and a mask behind them, always padded to the same length. */
  #beforeMask({ offsets, item }: Histories): Masked & { input: Uint32Array } {
    const { maximumLength: length } = this.config, size = offsets.length - 1;
    const input = new Uint32Array(size * length).fill(this.mask);
    const present = new Uint8Array(input.length), position = new Int32Array(size);
    for (let row = 0; row < size; row++) {
      const items = Math.min(length - 1, offsets[row + 1] - offsets[row]);
      input.set(item.subarray(offsets[row + 1] - items, offsets[row + 1]), row * length);
      position[row] = row * length + items;
      present.fill(1, row * length, position[row] + 1);
    }
    return { size, length, input, present, position };
  }
}
