import { RandomStream } from "../../core/random_stream.ts";
import type { Catalogue, Histories, Scorer } from "../../plugins/contract/mod.ts";
import { historyBatch } from "../batching/history_batch.ts";
import { readCheckpoint } from "../checkpoints/read_checkpoint.ts";
import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import { writeCheckpoint } from "../checkpoints/write_checkpoint.ts";
import { evaluate } from "../evaluate.ts";
import type { Dropout } from "../layers/dropout.ts";
import { normalParameter } from "../parameters/normal_parameter.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { EmbeddingTable } from "../tables/embedding_table.ts";
import { embed } from "../tables/embed.ts";
import type { Tensor } from "../tensor.ts";
import { twoTowerScorer } from "./two_tower_scorer.ts";

/**
 * Item vectors of sequences → a state per position that knows the items up to there only, padding on
 * the right: `sasrecEncoder`, `gru4recEncoder`, with their options. `present` is 1 for a position that is
 * there, 0 for padding, `batch × length`.
 */
export type CausalEncoder = (
  x: Tensor,
  weights: Weights,
  options: { present: Uint8Array; dropout?: Dropout },
) => Tensor;

/**
 * A model that tells the next item at every position: item vectors, an encoder over them, and the
 * product of a position's state with the vector of an item as its score. What is trained, and what
 * scores.
 *
 * @example
 * ```ts
 * import { gru4recEncoder, gru4recEncoderParameters } from "../encoders/gru4rec_encoder.ts";
 * import { NextItemModel } from "./next_item_model.ts";
 * const catalogue = {
 *   items: 9,
 *   itemDomain: new Uint8Array(9),
 *   domains: [],
 *   itemIdentity: new Uint32Array(9),
 *   itemTextSize: 0,
 * };
 * const model = new NextItemModel(catalogue, {
 *   size: 4,
 *   length: 5,
 *   seed: 1,
 *   encoder: (x, weights) => gru4recEncoder(x, weights, { layers: 1 }),
 *   parameters: gru4recEncoderParameters("encoder", { size: 4, layers: 1, seed: 1 }),
 * });
 * if (model.parameters["item.weight"].shape[0] !== 10) throw new Error("not a row per item and the start");
 * ```
 */
export class NextItemModel {
  /** Name of the table of item vectors; its last row is the start token's. */
  static readonly items = "item.weight";

  /** What is recommended. */
  readonly catalogue: Catalogue;
  /** Numbers per item vector and state. */
  readonly size: number;
  /** Positions that a state can see, the start token included. */
  readonly length: number;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  /** The table of `NextItemModel.items`. */
  readonly table: EmbeddingTable;
  readonly #encoder: CausalEncoder;
  readonly #encoderParameters: Parameters;

  /**
   * The model before training.
   *
   * @param options `size`, `length`; `encoder` and its `parameters`, whose names begin with "encoder.";
   * the run's `seed`
   */
  constructor(
    catalogue: Catalogue,
    options: {
      size: number;
      length: number;
      encoder: CausalEncoder;
      parameters: Parameters;
      seed: number;
    },
  ) {
    const { size, length, encoder, parameters, seed } = options;
    const random = RandomStream.from(seed, "initialise", NextItemModel.items);
    // Nearly 0, so that items which training hardly meets score alike instead of at random.
    const items = normalParameter([catalogue.items + 1, size], { deviation: 0.001, random });
    this.catalogue = catalogue;
    this.size = size;
    this.length = length;
    this.parameters = { ...parameters, [NextItemModel.items]: items };
    this.table = new EmbeddingTable(items);
    this.#encoder = encoder;
    this.#encoderParameters = parameters;
  }

  /** What stands before a user's first event and at padded positions. */
  get start(): number {
    return this.catalogue.items;
  }

  /** What a computation needs: the encoder's parameters and, in place of the table, some rows of it. */
  inputs(rows: Parameters[string]): Parameters {
    return { ...this.#encoderParameters, [NextItemModel.items]: rows };
  }

  /**
   * States of sequences that stand side by side.
   *
   * @param weights those of `inputs`
   * @param batch `input`: a row per position, `size × length`; `present`: 1 for one that is there, 0 for
   * padding; `dropout` while training
   * @returns `size · length` states
   */
  encode(
    weights: Weights,
    batch: {
      input: Int32Array;
      present: Uint8Array;
      size: number;
      length: number;
      dropout?: Dropout;
    },
  ): Tensor {
    const { input, present, size, length, dropout } = batch;
    const items = embed(weights.get(NextItemModel.items, [-1, this.size]), input);
    const x = items.reshape([size, length, this.size]);
    const states = this.#encoder(x, weights.within("encoder"), {
      present,
      ...dropout && { dropout },
    });
    return states.reshape([size * length, this.size]);
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters(this.parameters, readCheckpoint(weights));
  }

  /** A scorer with the weights that the model has whenever it is asked: state · item vector. */
  scorer(): Scorer {
    return twoTowerScorer({
      catalogue: this.catalogue,
      queries: ({ history }) => this.#lastStates(history),
      items: this.table,
      save: () => writeCheckpoint(this.parameters),
    });
  }

  /** The state at the end of every history. */
  async #lastStates(history: Histories): Promise<Float32Array> {
    const batch = historyBatch(history, { length: this.length, start: this.start });
    if (batch.size === 0) return new Float32Array();
    const { weights: rows, places: [input] } = this.table.lookup(batch.input);
    return await evaluate(
      this.inputs(rows),
      (weights) => embed(this.encode(weights, { ...batch, input }), Int32Array.from(batch.last)),
    );
  }
}
