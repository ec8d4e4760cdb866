import type { Catalogue, Histories, Scorer } from "../../plugins/contract/mod.ts";
import { historyBatch } from "../batching/history_batch.ts";
import { readCheckpoint } from "../checkpoints/read_checkpoint.ts";
import { restoreParameters } from "../checkpoints/restore_parameters.ts";
import { writeCheckpoint } from "../checkpoints/write_checkpoint.ts";
import { evaluate } from "../evaluate.ts";
import type { Dropout } from "../layers/dropout.ts";
import { constantParameter } from "../parameters/constant_parameter.ts";
import { copyParameters } from "../parameters/copy_parameters.ts";
import type { Parameter, Parameters } from "../parameters/parameters.ts";
import type { Weights } from "../parameters/weights.ts";
import { embed } from "../tables/embed.ts";
import { EmbeddingTable } from "../tables/embedding_table.ts";
import { TextVectors } from "../tables/text_vectors.ts";
import type { Tensor } from "../tensor.ts";
import { tf } from "../_tf.ts";
import type { CausalEncoder } from "./next_item_model.ts";
import { twoTowerScorer } from "./two_tower_scorer.ts";

/** What a `TextItemModel` is made of. */
export interface TextItemOptions {
  /** Of the method, for errors. */
  readonly title: string;
  /** Numbers per item vector and state. */
  readonly size: number;
  /** Positions that a state can see, the start vector's included. */
  readonly length: number;
  /** From frozen texts, a row each, to vectors: `linear`. Its weights are those below "text". */
  readonly network: (text: Tensor, weights: Weights) => Tensor;
  /** From vectors of sequences to states. Its weights are those below "encoder". */
  readonly encoder: CausalEncoder;
  /** Parameters of both: names begin with "text." or "encoder.". */
  readonly parameters: Parameters;
  /** Whether every item has an offset of its own; no if not given. */
  readonly offsets?: boolean;
  /** Training events that are told by a state with an offset of its own; none if not given. */
  readonly events?: number;
}

/**
 * A model that tells the next item at every position by the items' text, so that it can be asked about
 * items that it never met: an item's vector is what a network makes of its frozen text, a state what an
 * encoder makes of the vectors so far, a score their product. Items may have an offset of their own, and
 * so may the states of training events, which no query has. What is trained, and what scores.
 *
 * @example
 * ```ts
 * import { gru4recEncoder, gru4recEncoderParameters } from "../encoders/gru4rec_encoder.ts";
 * import { linear, linearParameters } from "../layers/linear.ts";
 * import { TextItemModel } from "./text_item_model.ts";
 * const catalogue = {
 *   items: 3,
 *   itemDomain: new Uint8Array(3),
 *   domains: [],
 *   itemIdentity: new Uint32Array(3),
 *   itemText: new Float32Array(6),
 *   itemTextSize: 2,
 * };
 * const model = new TextItemModel(catalogue, {
 *   title: "Example",
 *   size: 4,
 *   length: 5,
 *   network: linear,
 *   encoder: (x, weights) => gru4recEncoder(x, weights, { layers: 1 }),
 *   parameters: {
 *     ...linearParameters("text", { inputs: 2, outputs: 4, seed: 1 }),
 *     ...gru4recEncoderParameters("encoder", { size: 4, layers: 1, seed: 1 }),
 *   },
 * });
 * if (model.parameters["start.vector"].shape.join() !== "1,4") throw new Error("not the start's vector");
 * ```
 */
export class TextItemModel {
  /** Name of the vector that stands before a user's first event and at padded positions. */
  static readonly startVector = "start.vector";
  /** Name of the table of the items' offsets. */
  static readonly itemOffsets = "item.offset";
  /** Name of the table of the training events' offsets. */
  static readonly stateOffsets = "state.offset";

  /** What is recommended. */
  readonly catalogue: Catalogue;
  /** Numbers per item vector and state. */
  readonly size: number;
  /** Positions that a state can see, the start vector's included. */
  readonly length: number;
  /** Everything that is trained, by name. */
  readonly parameters: Parameters;
  /** Frozen text vectors, `items × itemTextSize`. */
  readonly text: EmbeddingTable;
  /** The items' offsets, if they have any: 0 before training. */
  readonly itemOffsets: EmbeddingTable | undefined;
  /** The training events' offsets, if they have any: 0 before training. */
  readonly stateOffsets: EmbeddingTable | undefined;
  readonly #options: TextItemOptions;
  /** The networks' parameters and the start's vector. */
  readonly #networks: Parameters;
  readonly #content: TextVectors;
  #items: Promise<EmbeddingTable> | undefined;

  /**
   * The model before training.
   *
   * @throws {TypeError} if the catalogue has no text
   */
  constructor(catalogue: Catalogue, options: TextItemOptions) {
    const { title, size, length, network, parameters, offsets = false, events = 0 } = options;
    this.#content = new TextVectors(catalogue, {
      ...{ title, size },
      network: (text, weights) => network(text, weights.within("text")),
    });
    const zeros = (rows: number): Parameter => constantParameter([rows, size], 0);
    this.catalogue = catalogue;
    this.size = size;
    this.length = length;
    this.text = this.#content.text;
    this.itemOffsets = offsets ? new EmbeddingTable(zeros(catalogue.items)) : undefined;
    this.stateOffsets = events > 0 ? new EmbeddingTable(zeros(events)) : undefined;
    this.#options = options;
    this.#networks = { ...parameters, [TextItemModel.startVector]: zeros(1) };
    this.parameters = this.inputs({
      ...this.itemOffsets && { [TextItemModel.itemOffsets]: this.itemOffsets.parameter },
      ...this.stateOffsets && { [TextItemModel.stateOffsets]: this.stateOffsets.parameter },
    });
  }

  /** What stands before a user's first event and at padded positions. */
  get start(): number {
    return this.catalogue.items;
  }

  /**
   * What a computation needs: the networks' parameters, and rows of the offsets if there are any.
   *
   * @param rows by name of their table
   */
  inputs(rows: Parameters = {}): Parameters {
    return { ...this.#networks, ...rows };
  }

  /**
   * Vectors of items.
   *
   * @param weights those of `inputs`, with these items' offsets if items have any
   * @param text the items' rows of `text`, which no step changes
   * @returns `rows × size`
   */
  vectors(weights: Weights, { shape: [rows, width], values }: Parameter): Tensor {
    const text = tf.tensor2d(values, [rows, width]);
    const content = this.#options.network(text, weights.within("text"));
    if (this.itemOffsets === undefined) return content;
    return content.add(weights.get(TextItemModel.itemOffsets, [rows, this.size]));
  }

  /**
   * States of sequences that stand side by side.
   *
   * @param weights those of `inputs`
   * @param batch `vectors` of some items, a row each; `input`: a row per position, the start's behind
   * all of these, `size × length`; `present`: 1 for one that is there, 0 for padding; `dropout` while
   * training
   * @returns `size · length` states
   */
  encode(
    weights: Weights,
    batch: {
      vectors: Tensor;
      input: Int32Array;
      present: Uint8Array;
      size: number;
      length: number;
      dropout?: Dropout;
    },
  ): Tensor {
    const { vectors, input, present, size, length, dropout } = batch;
    const start = weights.get(TextItemModel.startVector, [1, this.size]);
    const x = embed(tf.concat([vectors, start]), input).reshape([size, length, this.size]);
    const states = this.#options.encoder(x, weights.within("encoder"), {
      present,
      ...dropout && { dropout },
    });
    return states.reshape([size * length, this.size]);
  }

  /** To be called when the parameters have changed: items' vectors are kept from one call to the next. */
  forget(): void {
    this.#content.forget();
    this.#items = undefined;
  }

  /** Everything that scores, which events' offsets do not, as a safetensors file. */
  save(): Uint8Array {
    return writeCheckpoint(this.#lasting());
  }

  /** Copies weights that `save` wrote into this model. */
  restore(weights: Uint8Array): void {
    restoreParameters(this.#lasting(), readCheckpoint(weights));
    this.forget();
  }

  /**
   * A model of another catalogue, whose items may be any, with a copy of this one's networks and all
   * offsets 0: what is known of a target before anything happened there.
   *
   * @param options `events` of the target to train on, if events have offsets
   * @throws {TypeError} if the catalogue has no text, or text of another size
   */
  moved(catalogue: Catalogue, { events = 0 }: { events?: number } = {}): TextItemModel {
    const { title } = this.#options, { itemTextSize: size } = catalogue;
    if (size !== 0 && size !== this.catalogue.itemTextSize) {
      throw new TypeError(
        `Cannot move ${title} to items with ${size} numbers of text each: ` +
          `expected ${this.catalogue.itemTextSize}`,
      );
    }
    const { [TextItemModel.startVector]: start, ...parameters } = copyParameters(this.#networks);
    const model = new TextItemModel(catalogue, { ...this.#options, parameters, events });
    model.parameters[TextItemModel.startVector].values.set(start.values);
    return model;
  }

  /**
   * A scorer with the weights that the model has whenever it is asked: state · item vector. After a
   * change of the weights `forget` has to be called.
   *
   * @param options `adapt` as in the contract, if the method has it
   */
  scorer({ adapt }: Pick<Scorer, "adapt"> = {}): Scorer {
    const scorer = twoTowerScorer({
      catalogue: this.catalogue,
      queries: ({ history }) => this.#lastStates(history),
      items: () => this.#allItems(),
      save: () => this.save(),
    });
    return { ...scorer, ...adapt && { adapt } };
  }

  #lasting(): Parameters {
    const { [TextItemModel.stateOffsets]: _, ...lasting } = this.parameters;
    return lasting;
  }

  #allItems(): Promise<EmbeddingTable> {
    return this.#items ??= this.#withOffsets();
  }

  async #withOffsets(): Promise<EmbeddingTable> {
    const network = Object.entries(this.#networks).filter(([name]) => name.startsWith("text."));
    const content = await this.#content.all(Object.fromEntries(network));
    if (this.itemOffsets === undefined) return content;
    const { values: offsets } = this.itemOffsets.parameter, { shape, values } = content.parameter;
    return new EmbeddingTable({ shape, values: values.map((value, i) => value + offsets[i]) });
  }

  /** The state at the end of every history. */
  async #lastStates(history: Histories): Promise<Float32Array> {
    const { start, length } = this, batch = historyBatch(history, { length, start });
    if (batch.size === 0) return new Float32Array();
    const { weights: vectors, places: [places] } = (await this.#allItems()).lookup(
      // Some item stands in for the start, whose vector is in no table.
      batch.input.map((item) => item === start ? 0 : item),
    );
    const input = places.map((row, at) => batch.input[at] === start ? vectors.shape[0] : row);
    const network = Object.entries(this.#networks).filter(([name]) => !name.startsWith("text."));
    return await evaluate({ ...Object.fromEntries(network), vectors }, (weights) => {
      const given = weights.get("vectors", [-1, this.size]);
      const states = this.encode(weights, { ...batch, vectors: given, input });
      return embed(states, Int32Array.from(batch.last));
    });
  }
}
